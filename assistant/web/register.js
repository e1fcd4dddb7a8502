// The register of tasks: which view is open, filters that act while they are typed, pages, and the source of each row.
(() => {
  "use strict";
  const page = window.planPage;
  const names = ["text", "document", "lead", "coordinating", "due_from", "due_to"];
  const pause = 250; // milliseconds after a key before the list is asked for
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const content = () => document.getElementById("register-content");
  const form = () => content()?.querySelector("form");
  const results = () => document.getElementById("register-results");
  let asking = null;
  let shownIn = null; // the language of the register on the page, null before there is one

  function language() {
    return document.querySelector("[data-language]")?.dataset.language ?? page.language();
  }

  /** The filters: as they stand in the form, or in the address before there is a form. */
  function filters() {
    const filled = form();
    const from = filled ? new FormData(filled) : new URLSearchParams(window.location.search);
    return new URLSearchParams(names.map((name) => [name, from.get(name) ?? ""]).filter(([, value]) => value !== ""));
  }

  function keepInAddress(chosen) {
    const address = new URL(window.location.href);
    for (const name of names) {
      if (chosen.has(name)) address.searchParams.set(name, chosen.get(name));
      else address.searchParams.delete(name);
    }
    window.history.replaceState(window.history.state, "", address);
  }

  /** The register as the server gives it, null where a newer request has taken over. Throws where the server cannot be reached. */
  async function fetchRegister(chosen, number) {
    asking?.abort();
    const own = asking = new AbortController();
    const query = new URLSearchParams(chosen);
    query.set("lang", language());
    if (number > 1) query.set("page", String(number));
    results()?.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`register?${query}`, { signal: own.signal });
      if (!response.ok) throw new Error(String(response.status));
      const parsed = document.createElement("template");
      parsed.innerHTML = await response.text();
      return own === asking ? parsed.content : null;
    } catch (error) {
      if (own.signal.aborted) return null;
      throw error;
    } finally {
      if (own === asking) results()?.removeAttribute("aria-busy");
    }
  }

  function fail() {
    const place = results();
    if (!place) { shownIn = null; return; }
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = place.dataset.failed;
    place.replaceChildren(said);
  }

  /** Loads all of it: when the view is opened, and in another language. */
  async function open() {
    if (page.view() !== "tasks" || !content()) return;
    const wanted = shownIn = language();
    const chosen = filters();
    try {
      const parsed = await fetchRegister(chosen, 1);
      if (parsed && wanted === shownIn) content().replaceChildren(parsed);
    } catch { fail(); }
  }

  /** Loads what the filters leave, keeping the form as it is. */
  async function find({ number = 1, turned = false } = {}) {
    const chosen = filters();
    keepInAddress(chosen);
    try {
      const parsed = await fetchRegister(chosen, number);
      if (!parsed) return;
      const count = document.getElementById("register-count");
      count.textContent = parsed.querySelector("#register-count").textContent;
      results().replaceChildren(...parsed.querySelector("#register-results").childNodes);
      if (turned) {
        content().scrollIntoView({ block: "start", behavior: "auto" });
        results().focus({ preventScroll: true });
      }
    } catch { fail(); }
  }

  let timer = 0;
  function findSoon(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { find(); }, wait);
  }

  async function toggleSource(button) {
    const row = document.getElementById(button.getAttribute("aria-controls"));
    const opening = row.hidden;
    row.hidden = !opening;
    button.setAttribute("aria-expanded", String(opening));
    if (!opening) return;
    const cell = row.querySelector("td");
    if (!cell.firstChild) {
      const query = new URLSearchParams({ document: button.dataset.document, ordinal: button.dataset.ordinal, lang: language() });
      try {
        const response = await fetch(`register/source?${query}`);
        if (!response.ok) throw new Error(String(response.status));
        cell.innerHTML = await response.text();
      } catch {
        row.hidden = true;
        button.setAttribute("aria-expanded", "false");
        return;
      }
    }
    const source = cell.querySelector(".source");
    source?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    source?.focus({ preventScroll: true });
  }

  function closeSource(row) {
    const button = document.querySelector(`[aria-controls="${row.id}"]`);
    row.hidden = true;
    button?.setAttribute("aria-expanded", "false");
    button?.focus();
  }

  function goTo(view) {
    if (page.view() === view) return;
    const address = new URL(window.location.href);
    if (view === "tasks") address.searchParams.set("view", view);
    else address.searchParams.delete("view");
    address.hash = "";
    window.history.pushState(null, "", address);
    changed();
  }

  function changed() {
    page.syncView();
    window.scrollTo({ top: 0 });
    open();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest(".views a");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      goTo(link.dataset.view);
    } else if (target?.closest("#register .clear")) {
      for (const field of form().elements) if (field.name) field.value = "";
      form().elements.text.focus();
      findSoon(0);
    } else if (target?.closest("#register .turn-page")) {
      find({ number: Number(target.closest(".turn-page").dataset.page), turned: true });
    } else if (target?.closest("#register .open-source")) toggleSource(target.closest(".open-source"));
  });
  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.closest("#register form")) {
      // A day is no day while it is typed: it counts once the field is left or Enter is pressed.
      if (!event.target.matches("[name^=due]") || event.target.value === "") findSoon(event.target.matches("select") ? 0 : pause);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.matches("#register [name^=due]")) findSoon(0);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#register form")) return;
    event.preventDefault();
    findSoon(0);
  });
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Escape" && event.target instanceof Element && event.target.closest(".task-source");
    if (row) closeSource(row);
  });
  window.addEventListener("popstate", changed);
  // The language stands in the header, which the server writes when the page is opened and when the language is switched.
  new MutationObserver(() => {
    if (page.view() === "tasks" && content() && shownIn !== language()) open();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
