// The register of tasks: filters that act while they are typed, order, pages, and the source of each row.
(() => {
  "use strict";
  const page = window.planPage;
  const names = ["text", "document", "unit", "lead", "coordinating", "status", "due_from", "due_to", "due", "as_of", "sort", "order",
    "documents", "bodies", "topic", "without", "kind", "recurring", "rows", "within", "general"];
  const pause = 250; // milliseconds after a key before the list is asked for
  const days = "[name=due_from], [name=due_to], [name=as_of]";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const content = () => document.getElementById("register-content");
  const form = () => content()?.querySelector("form.filters");
  const results = () => document.getElementById("register-results");
  const ask = page.asker(results);
  let pageNumber = 1;

  /** The filters of the form, or those of an address: what asks for nothing is left out. */
  function filters(from) {
    return new URLSearchParams([...from.entries()].filter(([name, value]) => names.includes(name) && value !== ""));
  }
  const inForm = () => filters(new FormData(form()));
  const inAddress = () => filters(new URLSearchParams(window.location.search));

  function keepInAddress(chosen) {
    const address = new URL(window.location.href);
    for (const name of names) address.searchParams.delete(name);
    for (const [name, value] of chosen) address.searchParams.append(name, value);
    window.history.replaceState(window.history.state, "", address);
  }

  /** The register as the server gives it, null where a newer request has taken over. Throws where it cannot be had. */
  async function fetchRegister(chosen, number) {
    const query = new URLSearchParams(chosen);
    if (number > 1) query.set("page", String(number));
    const answer = await ask("register", query);
    if (!answer) return null;
    if (!answer.ok) throw new Error("The register cannot be had.");
    pageNumber = number;
    return page.parsed(answer.text);
  }

  const fail = () => page.failed(results());

  /** Loads all of it as the address has it: when the view is opened, by a link too, and in another language. */
  async function open() {
    try {
      const parsed = await fetchRegister(inAddress(), 1);
      if (parsed) content().replaceChildren(parsed);
      return true;
    } catch { return fail(); }
  }

  /** Loads what the filters leave, keeping the form as it is. */
  async function find({ number = 1, turned = false } = {}) {
    const chosen = inForm();
    keepInAddress(chosen);
    try {
      const parsed = await fetchRegister(chosen, number);
      if (!parsed) return;
      const count = document.getElementById("register-count");
      const found = parsed.querySelector("#register-results");
      count.textContent = parsed.querySelector("#register-count").textContent;
      results().dataset.state = found.dataset.state;
      results().replaceChildren(...found.childNodes);
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

  async function sortBy(button) {
    const fields = form().elements;
    fields.sort.value = button.dataset.sort;
    fields.order.value = button.dataset.order;
    const place = [...button.closest("tr").children].indexOf(button.parentElement);
    await find();
    results().querySelectorAll("thead th")[place]?.querySelector("button")?.focus({ preventScroll: true });
  }

  function clear() {
    for (const field of form().elements) if (field.name) field.value = "";
    form().querySelector(".beyond")?.remove();
    form().elements.text.focus();
    findSoon(0);
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
    if (target?.closest("#register .clear")) clear();
    else if (target?.closest("#register .more-filters")) {
      const button = target.closest(".more-filters");
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
    }
    else if (target?.closest("#register .sort")) sortBy(target.closest(".sort"));
    else if (target?.closest("#register .turn-page")) find({ number: Number(target.closest(".turn-page").dataset.page), turned: true });
    else if (target?.closest("#register .open-source")) toggleSource(target.closest(".open-source"));
  });
  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.closest("#register form.filters")) {
      // A day is no day while it is typed: it counts once the field is left or Enter is pressed.
      if (!event.target.matches(days) || event.target.value === "") findSoon(event.target.matches("select") ? 0 : pause);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.closest("#register form.filters") && event.target.matches(days)) findSoon(0);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#register form.filters")) return;
    event.preventDefault();
    findSoon(0);
  });
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Escape" && event.target instanceof Element && event.target.closest(".task-source");
    if (row) closeSource(row);
  });
  page.addView("tasks", { place: content, open, focus: () => form()?.elements.text.focus() });
  page.watchTasks("tasks", { place: results, reload: () => find({ number: pageNumber }) });
})();
