// The page of one unit: the choice of a body and a day, which the browser remembers, the month of the calendar, the way to each kind of task.
(() => {
  "use strict";
  const page = window.planPage;
  const unitKey = "plan-page-unit";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const content = () => document.getElementById("unit-content");
  const result = () => document.getElementById("unit-result");
  const form = () => content()?.querySelector(".unit-form");
  const ask = page.asker(result);

  function remembered() {
    try { return window.localStorage.getItem(unitKey) ?? ""; } catch { return ""; }
  }
  function remember(body) {
    try { window.localStorage.setItem(unitKey, body); } catch { /* private window: the address is enough */ }
  }

  /** What is asked for: the address, and where it names no body the one that was chosen last. */
  function asked() {
    const address = new URLSearchParams(window.location.search);
    const chosen = new URLSearchParams();
    for (const name of ["body", "as_of", "month"]) if (address.get(name)) chosen.set(name, address.get(name));
    if (!chosen.has("body") && remembered()) chosen.set("body", remembered());
    return chosen;
  }

  function keepInAddress(chosen) {
    const address = new URL(window.location.href);
    for (const name of ["body", "as_of", "month"]) {
      if (chosen.get(name)) address.searchParams.set(name, chosen.get(name));
      else address.searchParams.delete(name);
    }
    window.history.replaceState(window.history.state, "", address);
  }

  /** The page as the server gives it, null where a newer request has taken over. Throws where it cannot be had. */
  async function load(chosen) {
    const answer = await ask("unit", new URLSearchParams(chosen));
    if (answer && !answer.ok) throw new Error("The page of the unit cannot be had.");
    return answer && page.parsed(answer.text);
  }

  const fail = () => page.failed(result());

  async function open() {
    try {
      const chosen = asked();
      const parsed = await load(chosen);
      if (parsed) content().replaceChildren(parsed);
      if (parsed && result().querySelector(".of-whom")) remember(chosen.get("body"));
      return true;
    } catch { return fail(); }
  }

  async function choose(body) {
    const fields = form().elements;
    fields.body.value = body;
    const chosen = new URLSearchParams({ body: body.trim(), as_of: fields.as_of.value.trim() });
    keepInAddress(chosen);
    if (!chosen.get("body")) remember("");
    await open();
    result()?.focus({ preventScroll: true });
  }

  /** Counts and calendar anew, while the rows stay where they are. */
  async function renewSummary() {
    try {
      const parsed = await load(asked());
      const renewed = parsed?.querySelector("#unit-summary");
      if (!renewed) return;
      document.getElementById("unit-summary")?.replaceWith(renewed);
    } catch { /* the page cannot be reached: the counts stay */ }
  }

  function goTo(id) {
    const place = document.getElementById(id);
    if (!place) return;
    if (place.matches("details")) place.open = true;
    place.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    (place.querySelector("summary") ?? place).focus({ preventScroll: true });
  }

  async function turnMonth(button) {
    const name = button.getAttribute("aria-label");
    const chosen = asked();
    chosen.set("month", button.dataset.month);
    keepInAddress(chosen);
    await renewSummary();
    [...content().querySelectorAll(".other-month")].find((one) => one.getAttribute("aria-label") === name)?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("#unit .choose-unit")) choose(target.closest(".choose-unit").dataset.body);
    else if (target?.closest("#unit .tile")) goTo(target.closest(".tile").dataset.target);
    else if (target?.closest("#unit .other-month")) turnMonth(target.closest(".other-month"));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#unit .unit-form")) return;
    event.preventDefault();
    choose(form().elements.body.value);
  });
  document.addEventListener("planstatus", () => { if (page.view() === "unit") renewSummary(); });
  page.addView("unit", { place: content, open, focus: () => form()?.elements.body.focus() });
  page.watchTasks("unit", { place: result, reload: open });
})();
