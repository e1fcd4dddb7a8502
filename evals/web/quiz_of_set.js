// The button that makes a quiz of a test set and opens it in the view of training.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("#evaluations .make-quiz");
    if (!button) return;
    const said = button.closest("p").nextElementSibling;
    button.disabled = true;
    said.hidden = true;
    try {
      const response = await fetch(`evaluations/quiz?${new URLSearchParams({ set: button.dataset.set, lang: window.planPage.shownLanguage() })}`, { method: "POST" });
      if (!response.ok) throw new Error(await response.text());
      const { quiz } = await response.json();
      window.location.assign(`?view=training&quiz=${quiz}`);
    } catch (error) {
      said.textContent = error.message;
      said.hidden = false;
    } finally { button.disabled = false; }
  });
})();
