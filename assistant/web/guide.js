// The user's guide: a page of it in the language of the page, and the way between its pages.
(() => {
  "use strict";
  const page = window.planPage;
  const place = () => document.getElementById("guide");
  const wanted = () => new URLSearchParams(window.location.search).get("page") ?? "";

  async function open() {
    const language = page.shownLanguage();
    try {
      const response = await fetch(`guide?${new URLSearchParams({ page: wanted(), lang: language })}`);
      if (!response.ok && response.status !== 404) throw new Error(String(response.status));
      place().innerHTML = await response.text();
      return true;
    } catch {
      place().textContent = place().dataset[language === "en" ? "failedEn" : "failedVi"];
      return false;
    }
  }

  async function turnTo(name) {
    const address = new URL(window.location.href);
    address.searchParams.set("view", "help");
    address.searchParams.set("page", name);
    address.hash = "";
    window.history.pushState(null, "", address);
    await open();
    window.scrollTo({ top: 0 });
    document.getElementById("guide-page")?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("#guide a[data-page]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    turnTo(link.dataset.page);
  }, true);

  page.addView("help", { place, open, focus() { document.getElementById("guide-page")?.focus(); } });
})();
