// The register of tasks: filters that act while they are typed, pages, and the source of each row.
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
    query.set("lang", page.shownLanguage());
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

  /** Says that the list could not be loaded; false where there is no place for it yet. */
  function fail() {
    const place = results();
    if (!place) return false;
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = place.dataset.failed;
    place.replaceChildren(said);
    return true;
  }

  /** Loads all of it: when the view is opened, and in another language. */
  async function open() {
    const chosen = filters();
    try {
      const parsed = await fetchRegister(chosen, 1);
      if (parsed) content().replaceChildren(parsed);
      return true;
    } catch { return fail(); }
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
      const query = new URLSearchParams({ document: button.dataset.document, ordinal: button.dataset.ordinal, lang: page.shownLanguage() });
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

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("#register .clear")) {
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
  page.addView("tasks", { place: content, open, focus: () => form()?.elements.text.focus() });
})();
