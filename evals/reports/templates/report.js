// The filters of the cases. Without this script every case is there to be read, only not to be filtered.
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const cases = [...document.querySelectorAll(".case")];

  // As people type it: without case or diacritics, so that "thoi han" finds "Thời hạn".
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[đð]/g, "d").replace(/\s+/g, " ").trim();
  const texts = new Map();
  const textOf = (one) => {
    if (!texts.has(one)) texts.set(one, folded([...one.querySelectorAll(".findable")].map((part) => part.textContent).join(" ")));
    return texts.get(one);
  };

  const fits = (one, name, value) => {
    if (!value) return true;
    if (name === "text") return folded(value).split(" ").every((word) => textOf(one).includes(word));
    if (name === "show") return one.dataset.show.split(" ").includes(value);
    if (name === "document") return JSON.parse(one.dataset.document).includes(value);
    return one.dataset[name] === value;
  };

  const filter = () => {
    const wanted = [...new FormData(form)];
    let shown = 0;
    for (const one of cases) {
      one.hidden = !wanted.every(([name, value]) => fits(one, name, value));
      shown += !one.hidden;
    }
    const status = document.getElementById("shown");
    status.textContent = shown ? status.dataset.said.replace("{shown}", shown).replace("{all}", cases.length) : status.dataset.none;
  };

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const one = target && target.closest(".case");
    if (!one) return;
    if (one.hidden) { form.reset(); one.hidden = false; }
    one.querySelector("details").open = true;
    target.scrollIntoView({ block: "nearest" });
  };

  if (form) {
    form.hidden = document.getElementById("shown").hidden = false;
    let waiting = 0;
    form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      if (event.target.name === "text") waiting = setTimeout(filter, 150);
      else filter();
    });
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const button of form.querySelectorAll("[data-open]")) {
      button.addEventListener("click", () => {
        for (const one of cases) if (!one.hidden) one.querySelector("details").open = button.dataset.open === "true";
      });
    }
    for (const link of document.querySelectorAll("a[data-filter]")) {
      const field = form.elements[link.dataset.filter];
      if (!field) continue;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (const other of form.elements) if (other.name) other.value = "";
        field.value = link.dataset.value;
        filter();
        document.getElementById("cases").scrollIntoView();
        field.focus({ preventScroll: true });
      });
    }
    filter();
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
