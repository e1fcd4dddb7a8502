// Statuses of tasks, in whichever view they stand: the form of a task below its row, and lists that others have changed meanwhile.
(() => {
  "use strict";
  const page = window.planPage;
  const nameKey = "plan-page-name"; // who sets statuses here: typed once
  const patience = 30_000; // milliseconds between two looks whether an open list is stale
  const watched = []; // { name, place, reload }

  function ownName() {
    try { return window.localStorage.getItem(nameKey) ?? ""; } catch { return ""; }
  }
  function keepName(name) {
    try { window.localStorage.setItem(nameKey, name); } catch { /* private window: typed again next time */ }
  }

  const buttonOf = (row) => document.querySelector(`.set-status[aria-controls="${row.id}"]`);
  const typed = (form) => new URLSearchParams(new FormData(form)).toString();

  function put(row, html) {
    const cell = row.querySelector("td");
    cell.innerHTML = html;
    const form = cell.querySelector("form");
    if (form && !form.elements.who.value) form.elements.who.value = ownName();
    if (form) form.dataset.typed = typed(form);
    return form;
  }

  async function openForm(button) {
    const row = document.getElementById(button.getAttribute("aria-controls"));
    if (!row.hidden) { closeForm(row); return; }
    const query = new URLSearchParams({ document: button.dataset.document, ordinal: button.dataset.ordinal, lang: page.shownLanguage() });
    try {
      const response = await fetch(`register/status?${query}`);
      const said = await response.text();
      const form = response.ok ? put(row, said) : null;
      if (!form) row.querySelector("td").textContent = said;
      row.hidden = false;
      button.setAttribute("aria-expanded", "true");
      form?.elements.status.focus();
    } catch { /* the page cannot be reached: the button stays as it is */ }
  }

  function closeForm(row) {
    row.hidden = true;
    row.querySelector("td").replaceChildren();
    const button = buttonOf(row);
    button?.setAttribute("aria-expanded", "false");
    button?.focus();
    look();
  }

  /** What the row shows of the status that is kept now. */
  function show(row, form) {
    const button = buttonOf(row);
    if (!button) return;
    button.dataset.status = form.dataset.status;
    button.textContent = form.dataset.name;
    button.title = form.dataset.label;
    button.setAttribute("aria-label", form.dataset.label);
    const cell = button.parentElement;
    cell.querySelector(".status-note").textContent = form.dataset.note;
    cell.querySelector(".status-who").textContent = form.dataset.by;
  }

  async function save(form) {
    const row = form.closest(".status-row");
    const body = new URLSearchParams(new FormData(form));
    body.set("document", form.dataset.document);
    body.set("ordinal", form.dataset.ordinal);
    const said = form.querySelector(".said");
    try {
      const response = await fetch(`register/status?lang=${page.shownLanguage()}`, { method: "POST", body });
      const answer = await response.text();
      if (![200, 400, 409].includes(response.status)) throw new Error(answer);
      if (response.status === 200) keepName(body.get("who").trim());
      const renewed = put(row, answer);
      if (response.status !== 200) renewed.dataset.typed = ""; // what is in the fields is not kept
      show(row, renewed);
      renewed.elements.status.focus();
      if (response.status === 200) document.dispatchEvent(new CustomEvent("planstatus"));
    } catch (error) {
      said.className = "said problem";
      said.textContent = error instanceof TypeError ? form.dataset.failed : error.message;
    }
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(".set-status")) openForm(target.closest(".set-status"));
    else if (target?.closest(".close-status")) closeForm(target.closest(".status-row"));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".status-form")) return;
    event.preventDefault();
    save(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Escape" && event.target instanceof Element && event.target.closest(".status-row");
    if (!row) return;
    const form = row.querySelector("form");
    if (!form || typed(form) === form.dataset.typed) closeForm(row); // what is typed is not thrown away by a key
  });

  /**
   * Keeps the list of a view in step with what others change: place() bears the state of the list in its data; reload() loads it again. A
   * list in which a form or a source is open is left alone until it is closed.
   */
  page.watchTasks = (name, list) => { watched.push({ name, ...list }); };

  const isRead = (place) => place.querySelector(".status-form, .task-source:not([hidden])") !== null; // a form or a source is open in it

  async function look() {
    const list = watched.find((one) => one.name === page.view());
    const place = list?.place();
    if (document.hidden || !place?.dataset.state || isRead(place)) return;
    try {
      const response = await fetch("register/state");
      const state = response.ok ? await response.text() : "";
      const now = list.place();
      if (state && now && now.dataset.state !== state && !isRead(now)) list.reload();
    } catch { /* the page cannot be reached: the list stays */ }
  }
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  window.setInterval(look, patience);
})();
