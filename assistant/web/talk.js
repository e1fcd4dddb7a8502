// The conversation that is open: its id in the address, another one in its place, and an answer that is being written.
(() => {
  "use strict";
  const page = window.planPage;
  const byId = (id) => document.getElementById(id);
  const shown = () => document.querySelector("[data-conversation]");
  const writing = () => shown()?.dataset.writing === "stoppable";
  let awaited = false; // whether the server has been asked for another conversation and has not shown it yet

  /** The id of the conversation that is shown, "" for a new one. */
  page.conversation = () => shown()?.dataset.conversation ?? "";

  /** The id that the address asks for. */
  page.wantedConversation = () => new URLSearchParams(window.location.search).get("c") ?? "";

  function keepInAddress(id, { push = false } = {}) {
    if (page.wantedConversation() === id) return;
    const address = new URL(window.location.href);
    if (id) address.searchParams.set("c", id);
    else address.searchParams.delete("c");
    address.hash = "";
    if (push) window.history.pushState(null, "", address);
    else window.history.replaceState(window.history.state, "", address);
  }

  function reopen() {
    awaited = true;
    byId("reopen")?.click();
  }

  /** Shows another conversation, "" for a new one. */
  page.openConversation = (id, { push = true } = {}) => {
    keepInAddress(id, { push });
    reopen();
  };

  /** Called when the server has shown what was asked for: its id, "" where there was no such conversation. */
  page.opened = (id) => {
    awaited = false;
    if (page.wantedConversation() !== id) keepInAddress(id);
  };

  /** Called when a new conversation has been begun. */
  page.begin = () => {
    keepInAddress("", { push: true });
    page.focusQuestion();
  };

  window.addEventListener("popstate", () => {
    if (page.wantedConversation() !== page.conversation()) reopen();
  });

  // A conversation gets its id with its first question.
  let seen = "";
  function keepId() {
    const id = page.conversation();
    if (id === seen) return;
    seen = id;
    if (id && !awaited) keepInAddress(id);
  }

  // The stop button stands where the send button was: whoever was on the one is on the other, and then in the question box again.
  let focused = null;
  let wasWriting = false;
  function followWriting() {
    const now = writing();
    if (now === wasWriting) return;
    wasWriting = now;
    const stop = byId("stop");
    stop?.removeAttribute("aria-disabled");
    if (now && focused === "send") stop?.focus({ preventScroll: true });
    else if (!now && focused === "stop") page.focusQuestion();
  }
  document.addEventListener("focusin", (event) => { focused = event.target.closest?.("#send, #stop")?.id ?? null; });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element) event.target.closest("#stop")?.setAttribute("aria-disabled", "true");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !writing() || page.view() !== "chat") return;
    if (event.target instanceof Element && event.target.closest("#history")) return;
    byId("stop")?.click();
  });

  page.whenDrawn(() => { keepId(); followWriting(); });
})();
