// Within which documents is asked: kept in the address, chosen in a form beside the question box, and sent with every question.
(() => {
  "use strict";
  const page = window.planPage;
  const pause = 250; // milliseconds after a key before the list is asked for
  const byId = (id) => document.getElementById(id);
  const panel = () => byId("scope-panel");
  const content = () => byId("scope-content");
  let shown = ""; // the language and the scope that the control was filled for
  let adopted = ""; // the answer whose scope was taken over last

  /** The scope that the address holds, "" for all documents. */
  page.scope = () => new URLSearchParams(window.location.search).get("scope") ?? "";

  /** Asks within another scope from now on. */
  page.setScope = (written) => {
    if (page.scope() === written) return;
    const address = new URL(window.location.href);
    if (written) address.searchParams.set("scope", written);
    else address.searchParams.delete("scope");
    address.hash = "";
    window.history.replaceState(window.history.state, "", address);
    fill();
  };

  /** The scope that the form holds, as it is written in the address. */
  function chosen() {
    const values = [...new FormData(panel()).entries()].filter(([name, value]) => name && value);
    return String(new URLSearchParams(values));
  }

  async function fetched(words) {
    const query = new URLSearchParams({ lang: page.shownLanguage(), scope: page.scope(), words });
    const response = await fetch(`scope?${query}`);
    if (!response.ok) throw new Error(String(response.status));
    const parsed = document.createElement("template");
    parsed.innerHTML = await response.text();
    return parsed.content;
  }

  /** Draws the control anew where language or scope are others; the open form stays as it is but for what is chosen. */
  async function fill() {
    const wanted = `${page.shownLanguage()} ${page.scope()}`;
    document.documentElement.toggleAttribute("data-scoped", page.scope() !== "");
    if (!content() || (wanted === shown && content().firstChild)) return;
    const sameWords = shown.split(" ")[0] === page.shownLanguage();
    shown = wanted;
    try {
      const parsed = await fetched(byId("scope-words")?.value ?? "");
      if (shown !== wanted) return;
      const open = panel() && !panel().hidden && sameWords;
      if (open) content().querySelector(".scope-chosen").replaceWith(parsed.querySelector(".scope-chosen"));
      else content().replaceChildren(parsed);
    } catch {
      const said = document.createElement("p");
      said.className = "problem";
      said.textContent = byId("scope-opener")?.dataset.failed ?? "";
      content().replaceChildren(said);
      shown = "";
    }
  }

  let asked = 0;
  async function search() {
    const own = asked += 1;
    try {
      const parsed = await fetched(byId("scope-words").value);
      if (own === asked) byId("scope-documents").replaceChildren(...parsed.querySelector("#scope-documents").childNodes);
    } catch { /* what is listed stays */ }
  }

  function setOpen(open) {
    if (!panel()) return;
    panel().hidden = !open;
    byId("scope-opener")?.setAttribute("aria-expanded", String(open));
    if (open) byId("scope-heading").focus();
    else byId("scope-opener")?.focus();
  }

  function clear() {
    if (panel()) panel().hidden = true;
    page.setScope("");
    page.focusQuestion();
  }

  /** What the last answer was given within: also what a question stated in words, and what a conversation that is reopened was about. */
  function adopt() {
    const told = document.querySelector("[data-conversation]");
    if (!told || told.dataset.writing !== undefined) return;
    const turn = [...document.querySelectorAll("#conversation .turn")].pop()?.id ?? "";
    const answer = `${told.dataset.conversation} ${turn} ${told.dataset.scope ?? ""}`;
    if (answer === adopted) return;
    const reopened = adopted !== "" && adopted.split(" ")[0] !== told.dataset.conversation && adopted.split(" ")[0] !== "";
    adopted = answer;
    if (told.dataset.scope || (reopened && turn && told.dataset.scope !== undefined)) page.setScope(told.dataset.scope);
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("#scope-opener")) setOpen(panel()?.hidden ?? false);
    else if (target?.closest(".scope-clear")) clear();
    else if (target?.closest(".scope-close")) setOpen(false);
    else if (panel() && !panel().hidden && !target?.closest("#scope-panel, .scope-chosen")) {
      panel().hidden = true;
      byId("scope-opener")?.setAttribute("aria-expanded", "false");
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest?.("#scope-panel") && event.target.name) page.setScope(chosen());
  });
  let timer = 0;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "scope-words") return;
    window.clearTimeout(timer);
    timer = window.setTimeout(search, pause);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "scope-panel") return;
    event.preventDefault();
    setOpen(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && panel() && !panel().hidden) {
      event.stopPropagation();
      setOpen(false);
    }
  }, true);
  window.addEventListener("popstate", () => { fill(); });
  page.whenDrawn(() => { adopt(); fill(); });
})();
