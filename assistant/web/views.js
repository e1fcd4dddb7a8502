// The views beside the chat: which one is open, the way between them, and when one is filled anew.
(() => {
  "use strict";
  const page = window.planPage;
  const views = {}; // by name: { place, open, focus }
  let shown = ""; // the view and the language that the open one was filled for
  let open = ""; // the name of the view that was open before the address changed
  let left = null; // where a source was opened from, which is to be as it was: { address, scrolled }

  /** The name of the open view: what the address says, "chat" where that is none of the page's. */
  page.view = () => {
    const asked = new URLSearchParams(window.location.search).get("view");
    return window.planViews.includes(asked) ? asked : "chat";
  };

  /** The language of the page, as the server last wrote it. */
  page.shownLanguage = () => document.querySelector("[data-language]")?.dataset.language ?? page.language();

  /**
   * Tells of a view. place(): the element that it fills, null before gradio has put it there; open(): fills it, called when the view
   * is opened and in another language, false where nothing could be shown; focus(): to its first control, for the skip link.
   */
  page.addView = (name, view) => { views[name] = view; };

  /** Markup that the server made, as nodes. */
  page.parsed = (html) => {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  };

  /**
   * Asks the server for parts of a view, the last question alone: ask(path, query) gives { ok, text }, in the language of the page, null
   * where a newer question has taken over. place() is told to be busy meanwhile. Throws where the server cannot be reached.
   */
  page.asker = (place) => {
    let asking = null;
    return async (path, query) => {
      asking?.abort();
      const own = asking = new AbortController();
      query.set("lang", page.shownLanguage());
      place()?.setAttribute("aria-busy", "true");
      try {
        const response = await fetch(`${path}?${query}`, { signal: own.signal });
        const text = await response.text();
        return own === asking ? { ok: response.ok, text } : null;
      } catch (error) {
        if (own.signal.aborted) return null;
        throw error;
      } finally {
        if (own === asking) place()?.removeAttribute("aria-busy");
      }
    };
  };

  /** Says in a part of a view, in its own words (data-failed), that it could not be loaded; false where there is none. */
  page.failed = (place) => {
    if (!place) return false;
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = place.dataset.failed;
    place.replaceChildren(said);
    return true;
  };

  async function fill({ again = false } = {}) {
    const view = views[page.view()];
    const wanted = `${page.view()} ${page.shownLanguage()}`;
    if (!view) shown = "";
    if (!view?.place() || (wanted === shown && !again)) return;
    shown = wanted;
    if (await view.open() === false && shown === wanted) shown = "";
  }

  function goTo(name) {
    if (page.view() === name) return;
    const address = new URL(window.location.href);
    if (name === "chat") address.searchParams.delete("view");
    else address.searchParams.set("view", name);
    for (const part of ["passage", "from", "to"]) address.searchParams.delete(part);
    address.hash = "";
    window.history.pushState(null, "", address);
    changed();
  }

  /**
   * Opens an address of the page ("?view=..." and what belongs to it) without loading the page anew; with `replace` in place of the one
   * that is open. The conversation and the language stay.
   */
  page.go = (query, { replace = false } = {}) => {
    const now = new URL(window.location.href);
    const address = new URL(query, now);
    for (const kept of ["c", "lang", "scope"]) if (now.searchParams.has(kept) && !address.searchParams.has(kept)) address.searchParams.set(kept, now.searchParams.get(kept));
    const state = window.history.state;
    if (!replace && address.searchParams.get("view") === "source" && page.view() !== "source") left = { address: now.search, scrolled: window.scrollY };
    if (replace) window.history.replaceState(state, "", address);
    else {
      const within = page.view() === "source"; // `sources` is how many steps back the view is that the first of them was opened from
      window.history.pushState({ from: within ? state?.from : page.view(), sources: (within ? state?.sources ?? 0 : 0) + 1 }, "", address);
    }
    changed();
  };

  function changed() {
    for (const dialogue of document.querySelectorAll("dialog[open]")) dialogue.close(); // it belongs to what was open before
    const back = open === "source" && page.view() !== "source" && left?.address === window.location.search;
    sync();
    window.scrollTo({ top: back ? left.scrolled : 0 });
    if (!back) fill({ again: true });
    else shown = `${page.view()} ${page.shownLanguage()}`;
  }

  function sync() {
    const name = open = page.view();
    if (document.documentElement.dataset.view !== name) document.documentElement.dataset.view = name;
    for (const link of document.querySelectorAll(":is(.views a, a.help)")) {
      if ((link.getAttribute("aria-current") === "page") === (link.dataset.view === name)) continue;
      if (link.dataset.view === name) {
        link.setAttribute("aria-current", "page");
        // The row of views scrolls where it is wider than the window.
        const row = link.closest(".views");
        if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
      }
      else link.removeAttribute("aria-current");
    }
    const skip = document.querySelector("a.skip");
    if (skip && skip.textContent !== skip.dataset[name]) skip.textContent = skip.dataset[name];
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = event.ctrlKey || event.metaKey || event.shiftKey ? null : target?.closest('a[href^="?view="]');
    if (link) {
      event.preventDefault();
      if (link.matches(".views a")) goTo(link.dataset.view);
      else page.go(link.getAttribute("href"), { replace: page.view() === "source" && !link.closest("#view-source") });
    } else if (target?.closest("a.skip")) {
      event.preventDefault();
      const view = views[page.view()];
      if (view) view.focus();
      else page.focusQuestion();
    }
  });
  window.addEventListener("popstate", changed);
  // The language stands in the header, which the server writes when the page is opened and when the language is switched.
  page.whenDrawn(() => { sync(); fill(); });
})();
