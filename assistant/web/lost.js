// The connection to the server: that it was lost is said in the language of the page, an answer that was cut off is marked as unfinished,
// and when the server is there again the page goes on: it is loaded anew, with what was typed and the conversation as it was kept.
(() => {
  "use strict";
  const page = window.planPage;
  const draftKey = "plan-page-draft";
  const pause = 2000; // milliseconds between two looks whether the server is there again
  const watch = 5000; // milliseconds between two looks while an answer is being written: a network may go without a word
  const patience = 8000; // milliseconds without a word after which it is gone
  const byId = (id) => document.getElementById(id);
  const words = () => document.querySelector("[data-language]")?.dataset ?? {};
  const box = () => document.querySelector("#question textarea");
  let lost = false;

  async function isThere() {
    try {
      return (await fetch("alive", { cache: "no-store", signal: AbortSignal.timeout(patience) })).ok;
    } catch { return false; }
  }

  /** Puts text into the question box as if it had been typed. */
  page.type = (text) => {
    const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    setter.call(box(), text);
    box().dispatchEvent(new Event("input", { bubbles: true }));
  };

  function say() {
    let banner = byId("lost");
    if (!banner) {
      banner = document.createElement("p");
      banner.id = "lost";
      banner.setAttribute("role", "alert");
      document.querySelector(".gradio-container")?.append(banner);
    }
    if (banner.textContent !== words().lost) banner.textContent = words().lost;
  }

  /** The answer that was being written, if one was, ends with the word that it is unfinished. */
  function markUnfinished() {
    const cut = document.querySelector("[data-writing] .turn:last-of-type .answer");
    if (!cut || cut.querySelector(".unfinished")) return;
    const note = document.createElement("p");
    note.className = "note unfinished";
    note.textContent = words().unfinished;
    cut.querySelector(".searching")?.remove();
    cut.append(note);
  }

  async function lose() {
    if (lost) return;
    lost = true;
    say();
    markUnfinished();
    while (!await isThere()) await new Promise((done) => { window.setTimeout(done, pause); });
    try { window.sessionStorage.setItem(draftKey, box()?.value ?? ""); } catch { /* private window: the draft is gone */ }
    window.location.reload();
  }

  function keepDraft() {
    let draft = null;
    try {
      draft = window.sessionStorage.getItem(draftKey);
      if (draft === null || !box()) return;
      window.sessionStorage.removeItem(draftKey);
    } catch { return; }
    if (draft) page.type(draft);
  }

  // What is typed before the server has first written the page is emptied by gradio.
  const opened = page.opened;
  page.opened = (id) => { opened(id); keepDraft(); };

  window.addEventListener("offline", async () => { if (!await isThere()) lose(); });
  window.setInterval(async () => {
    if (!lost && document.querySelector("[data-writing]") && !await isThere()) lose();
  }, watch);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.again") : null;
    if (!button) return;
    if (button.dataset.scope !== undefined) page.setScope(button.dataset.scope);
    page.type(button.dataset.question);
    byId("send")?.click();
  });
  page.whenDrawn(() => {
    // What gradio shows where its connection breaks; it is not seen, since it speaks English alone.
    if (!lost && document.querySelector(".toast-wrap .error")) isThere().then((there) => { if (!there) lose(); });
    if (lost) { say(); markUnfinished(); }
  });
})();
