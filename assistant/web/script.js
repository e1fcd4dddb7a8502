// What the page does in the browser beside gradio: marks and sources, copying, the language, where the page scrolls to.
(() => {
  "use strict";
  const storageKey = "plan-page-language";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const byId = (id) => document.getElementById(id);
  const questionBox = () => document.querySelector("#question textarea");

  function stored() {
    try { return window.localStorage.getItem(storageKey); } catch { return null; }
  }

  const drawn = [];
  const page = {
    /** The language to open in: what the address says, else what was chosen before, else Vietnamese. */
    language() {
      const asked = new URLSearchParams(window.location.search).get("lang") ?? stored();
      return asked === "en" ? "en" : "vi";
    },
    remember(language) {
      try { window.localStorage.setItem(storageKey, language); } catch { /* private window: the address is enough */ }
      const address = new URL(window.location.href);
      address.searchParams.set("lang", language);
      address.hash = "";
      window.history.replaceState(window.history.state, "", address);
    },
    focusQuestion(...values) {
      questionBox()?.focus();
      return values;
    },
    /** Calls `action` whenever the page has changed, once for all changes before the next frame. */
    whenDrawn(action) {
      drawn.push(action);
    },
  };
  window.planPage = page;

  function goTo(element, block) {
    if (!element) return;
    element.scrollIntoView({ block, inline: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    element.focus({ preventScroll: true });
  }

  function showSourcesOf(turn) {
    for (const section of document.querySelectorAll(".answer-sources")) section.hidden = section.dataset.turn !== turn;
    for (const one of document.querySelectorAll(".turn")) one.classList.toggle("shown", one.id === `turn-${turn}`);
  }

  let current = null; // the source that was opened last: { turn, n, focused }
  function makeCurrent(turn, n) {
    current = { turn, n, focused: true };
    for (const one of document.querySelectorAll('.source[aria-current], .mark[aria-current]')) one.removeAttribute("aria-current");
    const source = byId(`source-${turn}-${n}`);
    source?.setAttribute("aria-current", "true");
    for (const mark of document.querySelectorAll(`.mark[data-turn="${turn}"][data-n="${n}"]`)) mark.setAttribute("aria-current", "true");
    return source;
  }

  function openSource(link) {
    showSourcesOf(link.dataset.turn);
    goTo(makeCurrent(link.dataset.turn, link.dataset.n), "start");
  }

  // An answer that grows is drawn anew with each sentence: the source that is being read stays open, marked and focused.
  function keepCurrent() {
    if (!current) return;
    const source = byId(`source-${current.turn}-${current.n}`);
    if (!source) { current = null; return; }
    if (source.hasAttribute("aria-current")) return;
    const { turn, n, focused } = current;
    showSourcesOf(turn);
    makeCurrent(turn, n);
    current.focused = focused;
    if (focused && document.activeElement === document.body) source.focus({ preventScroll: true });
  }
  document.addEventListener("focusin", (event) => { if (current) current.focused = event.target.id === `source-${current.turn}-${current.n}`; });

  function openSources(link) {
    current = null;
    showSourcesOf(link.dataset.turn);
    goTo(byId(`sources-${link.dataset.turn}`), "start");
  }

  function goBack(link) {
    const turn = byId(`turn-${link.dataset.turn}`);
    const mark = turn?.querySelector(`.mark[data-n="${link.dataset.n}"]`) ?? turn?.querySelector(".see");
    goTo(mark ?? questionBox(), "center");
  }

  async function copy(button) {
    const text = button.dataset.copy;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // the clipboard is closed to pages that came over plain http from another machine
      const area = document.createElement("textarea");
      area.value = text;
      area.style.cssText = "position:fixed;opacity:0";
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
      button.focus();
    }
    if (!done) return;
    button.textContent = button.dataset.copied;
    window.setTimeout(() => { button.textContent = button.dataset.label; }, 1500);
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a.mark, a.see, a.back");
    const button = target?.closest("button.copy");
    if (button) copy(button);
    if (!link) return;
    event.preventDefault();
    if (link.matches(".mark")) openSource(link);
    else if (link.matches(".see")) openSources(link);
    else goBack(link);
  });

  // While a question is being answered no other is taken, and the server would take an empty one for a question.
  function stopEmpty(event) {
    if (questionBox()?.value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
  }
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("#send")) stopEmpty(event);
  }, true);

  // Vietnamese input methods end a word with Enter: that Enter must not send the question.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (event.isComposing) event.stopPropagation();
    else if (!event.shiftKey && event.target === questionBox()) stopEmpty(event);
  }, true);

  function syncLanguage() {
    const header = document.querySelector("[data-language]");
    if (!header) return;
    // Only what differs: a title that is set is drawn, and what is drawn calls this again, without end.
    const { language, title } = header.dataset;
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    if (document.title !== title) document.title = title;
    const other = language === "en" ? "vi" : "en";
    if (byId("switch")?.lang !== other) byId("switch")?.setAttribute("lang", other);
  }

  let lastTurn = null;
  function followConversation() {
    const turn = [...document.querySelectorAll("#conversation .turn")].pop();
    if (!turn) { lastTurn = null; return; }
    const now = `${page.conversation()} ${turn.id}`;
    if (now === lastTurn) return;
    lastTurn = now;
    current = null;
    byId("panel")?.scrollTo({ top: 0 });
    turn.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  function dress() {
    const roles = {
      news: { role: "status", "aria-live": "polite", "aria-atomic": "true" },
      conversation: { role: "region", tabindex: "0", "aria-labelledby": "conversation-heading" },
      panel: { role: "region", tabindex: "0", "aria-labelledby": "sources" },
      suggestions: { role: "group", "aria-labelledby": "suggestions-heading" },
    };
    for (const [id, attributes] of Object.entries(roles)) {
      const element = byId(id);
      if (!element) continue;
      for (const [name, value] of Object.entries(attributes)) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
  }

  for (const action of [dress, syncLanguage, followConversation, keepCurrent]) page.whenDrawn(action);
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(() => { waiting = false; for (const action of drawn) action(); });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
