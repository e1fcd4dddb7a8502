// One answer taken out of the page: printed by itself, shared as a link, taken back; and the view of an answer that somebody shared.
(() => {
  "use strict";
  const page = window.planPage;
  const byId = (id) => document.getElementById(id);
  const turnOf = (element) => element.closest(".turn");

  function print(turn) {
    const columns = byId("columns");
    const number = turn.id.replace("turn-", "");
    const sources = [...document.querySelectorAll(".answer-sources")];
    const hidden = sources.map((one) => one.hidden);
    for (const one of sources) one.hidden = one.dataset.turn !== number;
    turn.classList.add("printed");
    columns.classList.add("printing");
    window.addEventListener("afterprint", () => {
      columns.classList.remove("printing");
      turn.classList.remove("printed");
      sources.forEach((one, place) => { one.hidden = hidden[place]; });
    }, { once: true });
    window.print();
  }

  async function order(path, turn) {
    const place = turn.querySelector(".sharing");
    const values = { id: page.conversation(), turn: turn.id.replace("turn-", "") };
    try {
      const response = await fetch(`conversations/${path}?lang=${page.shownLanguage()}`, { method: "POST", body: new URLSearchParams(values) });
      const text = await response.text();
      if (response.ok && path === "share") place.innerHTML = text;
      else place.textContent = text;
      return response.ok;
    } catch {
      place.textContent = place.dataset.failed;
      return false;
    }
  }

  async function share(turn) {
    if (!await order("share", turn)) return;
    const link = turn.querySelector(".sharing .link");
    const address = new URL(window.location.href);
    address.search = new URLSearchParams({ view: "shared", id: link.dataset.id });
    address.hash = "";
    link.value = address.href;
    link.focus();
    link.select();
  }

  async function copyLink(button) {
    const link = turnOf(button).querySelector(".link");
    try {
      await navigator.clipboard.writeText(link.value);
    } catch { // the clipboard is closed to pages that came over plain http from another machine
      link.select();
      if (!document.execCommand("copy")) return;
    }
    button.textContent = button.dataset.copied;
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest(".turn :is(button.print, button.share, button.copy-link, button.take-back)");
    if (!button) return;
    if (button.matches(".print")) print(turnOf(button));
    else if (button.matches(".share")) share(turnOf(button));
    else if (button.matches(".copy-link")) copyLink(button);
    else order("take-back", turnOf(button));
  });

  const content = () => byId("shared-content");
  page.addView("shared", {
    place: content,
    async open() {
      const id = new URLSearchParams(window.location.search).get("id") ?? "";
      try {
        const response = await fetch(`shared?${new URLSearchParams({ id, lang: page.shownLanguage() })}`);
        content().innerHTML = response.ok || response.status === 404 ? await response.text() : "";
        return response.ok || response.status === 404;
      } catch { return false; }
    },
    focus() { content()?.focus(); },
  });
  // Marks of a shared answer lead to its sources, which stand below it.
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("#shared-content a.mark") : null;
    if (!mark) return;
    event.preventDefault();
    event.stopPropagation();
    const source = byId(`source-0-${mark.dataset.n}`);
    source?.scrollIntoView({ block: "start" });
    source?.focus({ preventScroll: true });
  }, true);
})();
