// The views beside the chat: which one is open, the way between them, and when one is filled anew.
(() => {
  "use strict";
  const page = window.planPage;
  const views = {}; // by name: { place, open, focus }
  let shown = ""; // the view and the language that the open one was filled for

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
    address.hash = "";
    window.history.pushState(null, "", address);
    changed();
  }

  function changed() {
    sync();
    window.scrollTo({ top: 0 });
    fill({ again: true });
  }

  function sync() {
    const name = page.view();
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
    const link = target?.closest(":is(.views a, a.help)");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      goTo(link.dataset.view);
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
