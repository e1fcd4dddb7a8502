// The further parts of the view of evaluations: questions asked, and passages to be copied into a test set.
(() => {
  "use strict";
  const page = window.planPage;
  const pause = 300; // milliseconds after a key before the list is asked for
  const byId = (id) => document.getElementById(id);
  let timer = 0;
  let asking = null;

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  }

  /** Puts what the server answers in a place; the sentence of a failure in its stead. The last question asked wins. */
  async function fill(place, where) {
    asking?.abort();
    const own = asking = new AbortController();
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`evaluations/${where}`, { signal: own.signal });
      if (!response.ok) throw new Error(String(response.status));
      place.replaceChildren(parsed(await response.text()));
    } catch {
      if (own.signal.aborted) return;
      const said = document.createElement("p");
      said.className = "problem";
      said.textContent = byId("evaluations").dataset[page.shownLanguage() === "en" ? "unreachableEn" : "unreachableVi"];
      place.replaceChildren(said);
    }
    place.removeAttribute("aria-busy");
  }

  function list(number = 1) {
    const query = new URLSearchParams(new FormData(byId("asked-filters")));
    query.set("lang", page.shownLanguage());
    query.set("page", number);
    return fill(byId("asked-results"), `asked?${query}`);
  }

  function soon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { if (byId("asked-filters")) list(); }, pause);
  }

  /** File, page and words as cells of a spreadsheet; of the words those alone that are selected, where any are. */
  function place(button) {
    const passage = button.closest(".passage");
    const quote = passage.querySelector("blockquote");
    const selected = window.getSelection();
    const part = selected && quote.contains(selected.anchorNode) && quote.contains(selected.focusNode) ? selected.toString().trim() : "";
    const words = (part || quote.textContent).replace(/\s+/g, " ").replace(/^[\s\-–•*+=@]+/, ""); // none begins a formula
    return [passage.dataset.document, passage.dataset.page, words].map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t");
  }

  document.addEventListener("mousedown", (event) => {
    // A press of the button would otherwise end the selection before it is copied.
    if (event.target instanceof Element && event.target.closest(".copy-place")) event.preventDefault();
  });
  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target.closest("#evaluations button") : null;
    if (target?.matches(".copy-place")) {
      target.dataset.copy = place(target);
      page.copyText(target);
    } else if (target?.matches(".turn-asked")) {
      await list(target.dataset.page);
      byId("asked-results").scrollIntoView({ block: "start" });
      (document.querySelector(`.turn-asked:not([disabled])`))?.focus({ preventScroll: true });
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.closest?.("#asked-filters")) soon();
  });
  document.addEventListener("reset", (event) => {
    if (event.target.id === "asked-filters") soon();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "asked-filters") {
      event.preventDefault();
      list();
    } else if (event.target.id === "evidence-search") {
      event.preventDefault();
      const query = new URLSearchParams({ lang: page.shownLanguage(), words: byId("evidence-words").value });
      fill(byId("evidence-found"), `evidence?${query}`);
    }
  });
})();
