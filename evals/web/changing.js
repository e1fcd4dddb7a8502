// Renaming and deleting sets and runs, deleting the list of questions, and verdicts on failed cases.
(() => {
  "use strict";
  const { ask, query, keepInAddress, load, loadFailed, open, place, say } = window.planPage.evaluations;
  const news = () => document.getElementById("evaluation-news");

  /** Shows the question or the form in the place of its button, or the button again. */
  function turn(group, part, asking) {
    const button = group.querySelector("[aria-expanded]");
    const hidden = group.querySelector(part);
    hidden.hidden = !asking;
    button.hidden = asking;
    button.setAttribute("aria-expanded", String(asking));
    (asking ? hidden.querySelector("input, .delete-keep") : button).focus();
  }

  /** What is shown anew after an order, and where the focus goes. */
  const after = {
    "delete": async () => { keepInAddress({ set: "" }); await load("sets"); document.getElementById("set-choice")?.focus(); },
    "rename": async () => { await load("sets"); document.querySelector("#evaluation-sets .ask-rename")?.focus(); },
    "run/delete": async () => {
      keepInAddress({ run: "", against: "" });
      place("run").replaceChildren();
      await Promise.all([load("runs"), load("trend")]);
      document.querySelector("#evaluation-runs .open-run")?.focus();
    },
    "run/rename": async () => {
      await Promise.all([load("runs"), load("run"), load("trend")]);
      await loadFailed();
      document.querySelector("#evaluation-report .ask-rename")?.focus();
    },
    "asked/clear": async () => { await open(); document.querySelector("#evaluation-part h3")?.focus(); },
  };

  async function carryOut(element, more = {}) {
    const { order, set, run } = element.dataset;
    const section = element.closest("section") ?? document.getElementById("evaluation-part");
    const named = Object.fromEntries(Object.entries({ set, run, ...more }).filter(([, value]) => value !== undefined));
    try {
      const said = await ask(`/${order}?${query(named)}`, { method: "POST" });
      say(section, "");
      await after[order]();
      news().textContent = said;
    } catch (error) { say(section, error.message); }
  }

  async function judge(form, takeBack = false) {
    const told = form.querySelector(".told");
    const body = new URLSearchParams(takeBack ? { take_back: "1" } : new FormData(form));
    body.set("case", form.closest("[data-case]").dataset.case);
    try {
      const run = document.getElementById("failed-cases").dataset.run;
      told.textContent = await ask(`/run/judge?${query({ run })}`, { method: "POST", body });
      told.classList.remove("problem");
      if (takeBack) form.reset();
      for (const radio of form.elements.judgement) if (takeBack) radio.checked = false;
      const frame = document.querySelector("#evaluation-report iframe");
      // The report has new figures. A frame that still loads would not load the same address again.
      frame?.replaceWith(frame.cloneNode());
      await Promise.all([load("runs"), load("trend")]);
    } catch (error) {
      told.textContent = error.message;
      told.classList.add("problem");
    }
  }

  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target.closest("#evaluations button") : null;
    if (!target) return;
    if (target.matches(".ask-delete")) turn(target.closest(".deleting"), ".delete-sure", true);
    else if (target.matches(".delete-keep")) turn(target.closest(".deleting"), ".delete-sure", false);
    else if (target.matches(".delete-now")) carryOut(target);
    else if (target.matches(".ask-rename")) turn(target.closest(".renaming"), ".rename-form", true);
    else if (target.matches(".rename-cancel")) turn(target.closest(".renaming"), ".rename-form", false);
    else if (target.matches(".take-back")) judge(target.closest("form"), true);
    else if (target.matches(".turn-failed")) {
      await loadFailed({ page: target.dataset.page });
      document.getElementById("failed-cases")?.scrollIntoView({ block: "start" });
      document.querySelector("#failed-cases summary")?.focus({ preventScroll: true });
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target instanceof Element ? event.target.closest("#evaluations :is(.rename-form, .verdict)") : null;
    if (!form) return;
    event.preventDefault();
    if (form.matches(".verdict")) judge(form);
    else carryOut(form, { name: form.elements.name.value });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || !(event.target instanceof Element)) return;
    const form = event.target.closest("#evaluations .rename-form");
    const sure = event.target.closest("#evaluations .delete-sure");
    if (form) turn(form.closest(".renaming"), ".rename-form", false);
    else if (sure) turn(sure.closest(".deleting"), ".delete-sure", false);
  });
})();
