// The list of conversations: a column that can be folded, on a telephone a sheet over the page.
(() => {
  "use strict";
  const page = window.planPage;
  const storageKey = "plan-page-history";
  const roomy = 1400; // pixels from which on the list is open unless it was folded
  const pause = 250; // milliseconds after a key before the list is asked for
  const narrow = window.matchMedia("(max-width: 899px)");
  const byId = (id) => document.getElementById(id);
  const content = () => byId("history-content");
  const results = () => byId("history-results");
  const entryOf = (element) => element.closest(".entry");
  let sheet = false; // whether it is open on a telephone

  function stored() {
    try { return window.localStorage.getItem(storageKey); } catch { return null; }
  }

  function isOpen() {
    if (narrow.matches) return sheet;
    return stored() ? stored() === "open" : window.innerWidth >= roomy;
  }

  function setOpen(open) {
    if (narrow.matches) sheet = open;
    else try { window.localStorage.setItem(storageKey, open ? "open" : "folded"); } catch { /* private window: as the width says */ }
    sync();
  }

  /** Puts the state on the elements, which gradio may have drawn anew. */
  function sync() {
    if (page.view() !== "chat") sheet = false; // a sheet over another view would leave its bar and its tabs out of reach
    const open = isOpen();
    const modal = open && narrow.matches;
    const attributes = {
      columns: { "data-history": open ? "open" : "folded" },
      history: { role: modal ? "dialog" : "region", "aria-modal": modal ? "true" : null, "aria-labelledby": open ? "history-heading" : null },
      "history-opener": { "aria-expanded": String(open) },
      bar: { inert: modal ? "" : null },
      talk: { inert: modal ? "" : null },
      panel: { inert: modal ? "" : null },
    };
    for (const [id, values] of Object.entries(attributes)) {
      const element = byId(id);
      for (const [name, value] of Object.entries(element ? values : {})) {
        if (value === null) element.removeAttribute(name);
        else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
      }
    }
    if (open) fill();
  }

  let asking = null;
  async function fetchList() {
    asking?.abort();
    const own = asking = new AbortController();
    const query = new URLSearchParams({ lang: page.shownLanguage(), words: byId("history-words")?.value ?? "", open: page.conversation() });
    try {
      const response = await fetch(`conversations?${query}`, { signal: own.signal });
      if (!response.ok) throw new Error(String(response.status));
      const parsed = document.createElement("template");
      parsed.innerHTML = await response.text();
      return own === asking ? parsed.content : null;
    } catch (error) {
      if (own.signal.aborted) return null;
      throw error;
    }
  }

  /** Times in the reader's own zone, of today without the day. */
  function writeTimes(root) {
    for (const time of root.querySelectorAll("time")) {
      const at = new Date(time.dateTime);
      const two = (number) => String(number).padStart(2, "0");
      const clock = `${two(at.getHours())}:${two(at.getMinutes())}`;
      const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
      time.textContent = at.toDateString() === new Date().toDateString() ? clock : `${day} ${clock}`;
    }
  }

  function fail() {
    const place = results();
    if (!place) { filled = ""; return; }
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = place.dataset.failed;
    place.replaceChildren(said);
  }

  /** Loads all of it where it is open and not there yet in this language; the list alone where something new was said. */
  let filled = "";
  let told = "";
  async function fill() {
    const wanted = page.shownLanguage();
    const news = `${page.conversation()} ${document.querySelectorAll("#conversation .turn").length} ${document.querySelector("[data-writing]") !== null}`;
    if (!content()) return;
    if (filled === wanted && content().firstChild) {
      if (told !== news && !content().querySelector(":is(.renaming, .confirming, .actions):not([hidden])")) {
        told = news;
        await refresh();
      }
      return;
    }
    filled = wanted;
    told = news;
    const within = content().contains(document.activeElement);
    try {
      const parsed = await fetchList();
      if (!parsed) return;
      writeTimes(parsed);
      content().replaceChildren(parsed);
      if (within || sheetIsNew) byId("history-heading").focus();
      sheetIsNew = false;
    } catch { fail(); }
  }

  let sheetIsNew = false;
  async function refresh() {
    try {
      const parsed = await fetchList();
      if (!parsed || !results()) return;
      const focused = results().contains(document.activeElement) ? entryOf(document.activeElement)?.dataset.id : null;
      writeTimes(parsed);
      results().replaceChildren(...parsed.querySelector("#history-results").childNodes);
      if (focused) (find(focused)?.querySelector(".open") ?? byId("history-heading")).focus();
    } catch { fail(); }
  }

  const find = (id) => [...content().querySelectorAll(".entry")].find((entry) => entry.dataset.id === id);

  function open() {
    setOpen(true);
    const heading = byId("history-heading");
    if (heading) heading.focus();
    else sheetIsNew = true;
  }

  function fold() {
    setOpen(false);
    byId("history-opener")?.focus();
  }

  /** Shows one part of an entry: "line", "renaming" or "confirming". */
  function show(entry, part) {
    for (const name of ["line", "renaming", "confirming"]) entry.querySelector(`.${name}`).hidden = name !== part;
    expand(entry, false);
    entry.classList.toggle("asked", part === "confirming");
  }

  function expand(entry, expanded) {
    entry.querySelector(".actions").hidden = !expanded;
    entry.querySelector(".more").setAttribute("aria-expanded", String(expanded));
  }

  function toggle(entry) {
    const expanding = entry.querySelector(".actions").hidden;
    for (const other of content().querySelectorAll(".entry")) if (!other.querySelector(".actions").hidden) expand(other, false);
    expand(entry, expanding);
  }

  /** Orders something; whether it was done. What the server says is told to everybody. */
  async function order(path, values) {
    try {
      const response = await fetch(`conversations/${path}?lang=${page.shownLanguage()}`, { method: "POST", body: new URLSearchParams(values) });
      byId("history-news").textContent = await response.text();
      byId("history-news").classList.toggle("unseen", response.ok);
      return response.ok;
    } catch {
      fail();
      return false;
    }
  }

  async function rename(entry) {
    const id = entry.dataset.id;
    await order("rename", { id, title: entry.querySelector("[name=title]").value });
    show(entry, "line");
    await refresh();
    find(id)?.querySelector(".more").focus();
  }

  async function remove(entry) {
    const id = entry.dataset.id;
    const next = entry.nextElementSibling ?? entry.previousElementSibling;
    const done = await order("delete", { id });
    if (done && id === page.conversation()) page.openConversation("", { push: false });
    await refresh();
    ((next && find(next.dataset.id)?.querySelector(".open")) ?? byId("history-heading")).focus();
  }

  function openEntry(link) {
    for (const one of content().querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
    link.setAttribute("aria-current", "page");
    page.openConversation(entryOf(link).dataset.id);
    if (narrow.matches) fold();
  }

  function begin() {
    if (narrow.matches) fold();
    byId("new")?.click();
  }

  function clicked(event, target) {
    const entry = entryOf(target);
    if (target.closest(".close")) fold();
    else if (target.closest(".begin")) begin();
    else if (target.closest("a.open") && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      openEntry(target.closest("a.open"));
    } else if (target.closest(".more")) toggle(entry);
    else if (target.closest(".rename")) {
      show(entry, "renaming");
      entry.querySelector("[name=title]").select();
    } else if (target.closest(".delete")) {
      show(entry, "confirming");
      entry.querySelector(".confirming .cancel").focus();
    } else if (target.closest(".delete-now")) remove(entry);
    else if (target.closest(".cancel")) cancel(entry);
  }

  function cancel(entry) {
    show(entry, "line");
    entry.querySelector(".more").focus();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("#history-opener")) {
      if (isOpen()) fold();
      else open();
    } else if (target?.closest("#history")) clicked(event, target);
    else if (narrow.matches && sheet && target?.id === "columns") fold(); // beside the sheet
  });
  let timer = 0;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "history-words") return;
    window.clearTimeout(timer);
    timer = window.setTimeout(refresh, pause);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("#history .renaming");
    if (!form) return;
    event.preventDefault();
    rename(entryOf(form));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    const target = event.target instanceof Element ? event.target : null;
    const entry = target?.closest("#history") && entryOf(target);
    if (entry && (target.closest(".renaming, .confirming") || !entry.querySelector(".actions").hidden)) cancel(entry);
    else if (narrow.matches && sheet) fold();
  });
  narrow.addEventListener("change", () => { sheet = false; sync(); });

  // Conversations go on in other tabs: whoever comes back to this one sees them as they are by now.
  function lookAgain() {
    const editing = content()?.querySelector(":is(.renaming, .confirming, .actions):not([hidden])");
    if (document.visibilityState === "visible" && page.view() === "chat" && isOpen() && results() && !editing) refresh();
  }
  window.addEventListener("focus", lookAgain);
  document.addEventListener("visibilitychange", lookAgain);
  page.whenDrawn(sync);
})();
