// The documents: their list with filters that act while they are typed, the briefing of one, two of them compared.
(() => {
  "use strict";
  const page = window.planPage;
  const names = ["q", "type", "issuer", "year", "file", "sort"];
  const pause = 250; // milliseconds after a key before the list is asked for
  const content = () => document.getElementById("documents-content");
  const form = () => content()?.querySelector("form.document-filters");
  const results = () => document.getElementById("documents-results");
  const ask = page.asker(results);
  const keptName = "documents-chosen";
  let chosen = kept(); // { id, name } of up to two documents to be compared, kept for as long as the tab is open
  let returnTo = "?view=documents"; // the list as it was left

  function kept() {
    try {
      return JSON.parse(window.sessionStorage.getItem(keptName) ?? "[]");
    } catch { return []; }
  }

  function keep(next) {
    chosen = next;
    try { window.sessionStorage.setItem(keptName, JSON.stringify(chosen)); } catch { /* it is forgotten with the page */ }
  }

  const address = () => new URLSearchParams(window.location.search);

  /** The filters: as they stand in the form, or in the address before there is a form. */
  function filters() {
    const filled = form();
    const from = filled ? new FormData(filled) : address();
    return new URLSearchParams(names.map((name) => [name, from.get(name) ?? ""]).filter(([, value]) => value !== ""));
  }

  function keepInAddress(wanted, number) {
    const kept = new URL(window.location.href);
    for (const name of names) {
      if (wanted.has(name)) kept.searchParams.set(name, wanted.get(name));
      else kept.searchParams.delete(name);
    }
    if (number > 1) kept.searchParams.set("page", String(number));
    else kept.searchParams.delete("page");
    window.history.replaceState(window.history.state, "", kept);
  }

  /** What the server gives for an address, as { content } or { said }; null where a newer request has taken over. */
  async function load(path, query) {
    const answer = await ask(path, query);
    return answer && (answer.ok ? { content: page.parsed(answer.text) } : { said: answer.text });
  }

  /** Says what went wrong, with the way back to the list. */
  function refuse(said) {
    const told = document.createElement("p");
    told.className = "problem";
    told.setAttribute("role", "alert");
    told.textContent = said;
    const way = document.createElement("p");
    const link = document.createElement("a");
    link.href = "?view=documents";
    link.textContent = document.querySelector('.views a[data-view="documents"]')?.textContent ?? "←";
    way.append(link);
    content().replaceChildren(told, way);
  }

  /** Loads all of it: when the view is opened, in another language, and for another document. */
  async function open() {
    const asked = address();
    const one = asked.get("document"), other = asked.get("other");
    const path = one && other ? "documents/comparison" : one ? "documents/briefing" : "documents";
    const query = new URLSearchParams(one ? [["document", one]] : filtersOf(asked));
    if (one && other) query.set("other", other);
    try {
      const loaded = await load(path, query);
      if (loaded?.said !== undefined) refuse(loaded.said);
      else if (loaded) {
        content().replaceChildren(loaded.content);
        if (one) {
          for (const link of content().querySelectorAll(".ways a[href='?view=documents']")) link.setAttribute("href", returnTo);
        } else {
          returnTo = listAddress(asked);
          showChosen();
          offerWholeTitles();
        }
      }
      return true;
    } catch {
      const place = results();
      if (place) refuse(place.dataset.failed);
      return false;
    }
  }

  function filtersOf(from) {
    return [...names, "page"].filter((name) => from.get(name)).map((name) => [name, from.get(name)]);
  }

  function listAddress(from) {
    return `?${new URLSearchParams([["view", "documents"], ...filtersOf(from)])}`;
  }

  /** Loads what the filters leave, keeping the form as it is. */
  async function find({ number = 1, turned = false } = {}) {
    const wanted = filters();
    keepInAddress(wanted, number);
    returnTo = listAddress(address());
    if (number > 1) wanted.set("page", String(number));
    try {
      const loaded = await load("documents", wanted);
      if (!loaded?.content) return;
      document.getElementById("documents-count").textContent = loaded.content.querySelector("#documents-count").textContent;
      results().replaceChildren(...loaded.content.querySelector("#documents-results").childNodes);
      showChosen();
      offerWholeTitles();
      if (turned) {
        content().scrollIntoView({ block: "start", behavior: "auto" });
        results().focus({ preventScroll: true });
      }
    } catch { refuse(results()?.dataset.failed ?? ""); }
  }

  let timer = 0;
  function findSoon(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { find(); }, wait);
  }

  /** Shows which documents are chosen to be compared, and the way to their comparison once there are two. */
  function showChosen() {
    const bar = document.getElementById("documents-chosen");
    if (!bar) return;
    for (const box of content().querySelectorAll(".choose input")) {
      box.checked = chosen.some((one) => one.id === box.value);
      box.disabled = chosen.length === 2 && !box.checked;
    }
    bar.hidden = chosen.length === 0;
    const [one, other] = chosen;
    const said = chosen.length === 2 ? bar.dataset.two : bar.dataset.one;
    bar.querySelector("p").textContent = said.replace("{one}", one?.name ?? "").replace("{other}", other?.name ?? "");
    const way = bar.querySelector("a");
    way.hidden = chosen.length !== 2;
    if (chosen.length === 2) way.setAttribute("href", `?${new URLSearchParams({ view: "documents", document: one.id, other: other.id })}`);
  }

  /** Offers the whole of the titles that do not fit into their two lines, and of those that are shown whole the way back. */
  function offerWholeTitles() {
    for (const button of content()?.querySelectorAll(".whole-title") ?? []) {
      const row = button.closest(".document");
      const title = row.querySelector(".title");
      button.hidden = !row.classList.contains("whole") && title.scrollHeight <= title.clientHeight + 1;
    }
  }

  function choose(box) {
    const others = chosen.filter((one) => one.id !== box.value);
    keep(box.checked && others.length < 2 ? [...others, { id: box.value, name: box.dataset.name }] : others);
    showChosen();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("#documents *") : null;
    if (!target) return;
    if (target.closest(".clear")) {
      for (const field of form().elements) if (field.name) field.value = field.name === "sort" ? "date" : "";
      form().elements.q.focus();
      findSoon(0);
    } else if (target.closest(".turn-page")) {
      find({ number: Number(target.closest(".turn-page").dataset.page), turned: true });
    } else if (target.closest(".whole-title")) {
      const button = target.closest(".whole-title");
      const whole = button.closest(".document").classList.toggle("whole");
      button.setAttribute("aria-expanded", String(whole));
    } else if (target.closest(".unchoose")) {
      keep([]);
      showChosen();
    } else if (target.closest(".print")) {
      window.print();
    } else if (target.closest("[data-choose]")) {
      const link = target.closest("[data-choose]");
      keep([{ id: link.dataset.choose, name: link.dataset.name }]);
    } else if (target.closest("a[data-part]")) {
      // The fragment of the address is not touched: the page keeps its views there.
      event.preventDefault();
      const heading = document.getElementById(`briefing-${target.closest("a").dataset.part}`);
      heading?.scrollIntoView({ block: "start", behavior: "auto" });
      heading?.focus({ preventScroll: true });
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.matches("#documents .choose input")) choose(event.target);
  });
  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.closest("form.document-filters")) {
      findSoon(event.target.matches("select") ? 0 : pause);
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("form.document-filters")) return;
    event.preventDefault();
    findSoon(0);
  });
  window.addEventListener("resize", offerWholeTitles);
  // What is folded away is printed too.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("#documents .briefing details:not([open])")];
    for (const one of unfolded) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of unfolded) one.open = false; });
  page.addView("documents", { place: content, open, focus: () => (form()?.elements.q ?? content()?.querySelector("h2"))?.focus() });
})();
