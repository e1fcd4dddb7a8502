// Questions to go on with: asked for once the last answer is there, and put below it.
(() => {
  "use strict";
  const page = window.planPage;
  let asked = "";
  const known = {}; // by answer: the HTML of its questions, since the conversation is drawn anew when the language is switched

  async function offer() {
    const told = document.querySelector("[data-conversation]");
    const place = [...document.querySelectorAll("#conversation .turn")].pop()?.querySelector(".next");
    if (!place || !told.dataset.conversation || told.dataset.writing !== undefined) return;
    const turn = place.closest(".turn").id;
    const key = `${told.dataset.conversation} ${turn} ${page.shownLanguage()}`;
    if (known[key] !== undefined) {
      if (known[key] && !place.firstChild) place.innerHTML = known[key];
      return;
    }
    if (key === asked) return;
    asked = key;
    try {
      const response = await fetch(`next-questions?${new URLSearchParams({ id: told.dataset.conversation, lang: page.shownLanguage() })}`);
      known[key] = response.ok ? await response.text() : "";
    } catch { return; }
    offer();
  }

  page.whenDrawn(offer);
})();
