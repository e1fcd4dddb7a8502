// The view of evaluations: choosing and uploading a set, the run that is going, the list of runs, and the report of one.
(() => {
  "use strict";
  const page = window.planPage;
  const every = 1000; // milliseconds between two looks at a run
  const parts = { sets: "evaluation-sets", going: "evaluation-going", runs: "evaluation-runs", run: "evaluation-report", trend: "evaluation-trend", failed: "evaluation-failed" };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const content = () => document.getElementById("evaluations-content");
  const place = (part) => document.getElementById(parts[part]);
  const address = () => new URL(window.location.href).searchParams;
  let timer = 0;
  let told = ""; // what a screen reader was last told of a run

  /** The query of a request: the language, and what the address says is chosen and open. */
  function query(more = {}) {
    const chosen = new URLSearchParams({ lang: page.shownLanguage() });
    for (const name of ["part", "set", "run", "against"]) if (address().get(name)) chosen.set(name, address().get(name));
    for (const [name, value] of Object.entries(more)) chosen.set(name, value);
    return chosen;
  }

  function keepInAddress(changed, { asNew = false } = {}) {
    const next = new URL(window.location.href);
    for (const [name, value] of Object.entries(changed)) {
      if (value) next.searchParams.set(name, value);
      else next.searchParams.delete(name);
    }
    window.history[asNew ? "pushState" : "replaceState"](window.history.state, "", next);
  }

  const unreachable = () => document.getElementById("evaluations").dataset[page.shownLanguage() === "en" ? "unreachableEn" : "unreachableVi"];

  function parsed(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    return made.content;
  }

  /** What the server answers, as HTML. Throws an Error whose message is the sentence to show. */
  async function ask(where, options) {
    let response;
    try {
      response = await fetch(`evaluations${where}`, options);
    } catch {
      throw new Error(unreachable());
    }
    const text = await response.text();
    if (!response.ok) throw new Error(text && text.length < 300 ? text : unreachable());
    return text;
  }

  /** Shows a sentence where the reader is looking; an empty one takes it away. */
  function say(section, sentence) {
    section?.querySelector(":scope > .problem.said")?.remove();
    if (!sentence || !section) return;
    const said = document.createElement("p");
    said.className = "problem said";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    section.querySelector("h3")?.after(said);
    said.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  }

  /** Fills a part of the view anew. What is the same stays: a click on what is replaced under the pointer would be lost. */
  async function load(part, more) {
    const now = parsed(await ask(`/${part}?${query(more)}`));
    const shown = place(part);
    const made = shown?.cloneNode(false);
    made?.append(now);
    if (made && (made.querySelector("iframe") || !made.isEqualNode(shown))) shown.replaceChildren(...made.childNodes);
  }

  /** The failed cases of the run that is open, and the report as it is by now. */
  async function loadFailed(more) {
    if (place("failed")) await load("failed", more);
  }

  // -- the whole view

  async function open() {
    try {
      const html = await ask(`?${query()}`);
      content().replaceChildren(parsed(html));
      if (place("going")) follow();
      await loadFailed();
      return true;
    } catch (error) {
      const shown = place("sets") ?? document.getElementById("evaluation-part");
      if (!shown) return false;
      say(shown, error.message);
      return true;
    }
  }

  async function openPart(name) {
    keepInAddress({ part: name }, { asNew: true });
    await open();
    document.querySelector(`#evaluations .open-part[data-part="${name}"]`)?.focus();
  }

  // -- sets

  async function choose(id) {
    keepInAddress({ set: id });
    document.getElementById("run-set")?.setAttribute("aria-disabled", "true"); // it still is that of the set before
    try {
      const read = parsed(await ask(`/sets?${query()}`));
      document.getElementById("set-read").replaceChildren(...read.getElementById("set-read").childNodes);
      say(place("sets"), "");
    } catch (error) { say(place("sets"), error.message); }
  }

  async function upload(file) {
    const label = place("sets").querySelector(".upload");
    const named = label.querySelector("span");
    const before = named.textContent;
    say(place("sets"), "");
    if (file.size > Number(label.dataset.limit)) { say(place("sets"), label.dataset.tooLarge); return; }
    named.textContent = label.dataset.uploading;
    label.setAttribute("aria-busy", "true");
    const run = document.getElementById("run-set"); // it is that of the set before until the file has been read
    const waiting = run?.getAttribute("aria-disabled");
    run?.setAttribute("aria-disabled", "true");
    try {
      const kept = JSON.parse(await ask(`/upload?${query({ name: file.name })}`, { method: "POST", body: file }));
      keepInAddress({ set: kept.set });
      await load("sets");
      place("sets").querySelector("#run-set")?.focus({ preventScroll: true });
    } catch (error) {
      named.textContent = before;
      label.removeAttribute("aria-busy");
      if (!waiting) run?.removeAttribute("aria-disabled");
      label.querySelector("input").value = "";
      say(place("sets"), error.message);
    }
  }

  // -- the run that is going

  const goingNow = () => place("going")?.querySelector(".going");
  const under = (going) => going && ["reading", "asking"].includes(going.dataset.phase);

  /** Puts what is new of a run in place of the old; the elements stay while the run is in one phase, and with them the focus. */
  function show(html) {
    const before = goingNow();
    const now = parsed(html).querySelector(".going");
    if (before && now && before.dataset.phase === now.dataset.phase && under(now) && before.querySelector("h3").textContent === now.querySelector("h3").textContent) {
      const [bar, next] = [before, now].map((one) => one.querySelector("progress"));
      bar.max = next.max;
      bar.value = next.value;
      for (const part of now.querySelectorAll("[data-live]")) {
        const old = before.querySelector(`[data-live="${part.dataset.live}"]`);
        if (old && old.textContent !== part.textContent) old.textContent = part.textContent;
        if (old && part.getAttribute("aria-disabled")) old.setAttribute("aria-disabled", "true");
      }
    } else place("going")?.replaceChildren(...(now ? [now] : []));
    tell();
    const busy = under(goingNow());
    const start = document.getElementById("run-set");
    if (start) busy ? start.setAttribute("aria-disabled", "true") : start.removeAttribute("aria-disabled");
    return { ended: under(before) && !busy };
  }

  /** Tells a screen reader of a run: when it begins, at each tenth, and when it ends. */
  function tell() {
    const going = goingNow();
    const bar = going?.querySelector("progress");
    const step = going ? `${going.dataset.phase} ${bar ? Math.floor(10 * bar.value / bar.max) : ""}` : "";
    if (step === told) return;
    const first = told === "" && !under(going);
    told = step;
    const news = document.getElementById("evaluation-news");
    if (news && !first) news.textContent = going?.querySelector(".state, p")?.textContent ?? "";
  }

  function follow() {
    window.clearTimeout(timer);
    show(place("going")?.innerHTML ?? "");
    if (under(goingNow())) timer = window.setTimeout(look, every);
  }

  async function look() {
    if (page.view() !== "evaluations" || !place("going")) return; // looked at again when the view is opened
    try {
      const { ended } = show(await ask(`/going?${query()}`));
      if (ended) await Promise.all([load("runs"), load("trend"), reopen(goingNow()?.dataset.run)]);
      say(place("going")?.querySelector(".going"), "");
    } catch (error) { say(goingNow(), error.message); }
    if (under(goingNow())) timer = window.setTimeout(look, every);
  }

  async function order(what, section, more = {}) {
    try {
      const html = await ask(`/${what}?${query(more)}`, { method: "POST" });
      say(section, "");
      show(html);
      follow();
      await load("runs");
      place("going").scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    } catch (error) { say(section, error.message); }
  }

  // -- runs and reports

  async function openRun(id) {
    keepInAddress({ run: id, against: "" }, { asNew: address().get("run") !== id });
    try {
      await Promise.all([load("run"), load("runs"), load("trend")]);
      await loadFailed();
      const heading = place("run").querySelector("h3");
      heading?.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
      heading?.focus({ preventScroll: true });
    } catch (error) { say(place("runs"), error.message); }
  }

  /** Shows the report of a run again that was opened while the run was going: by now it is whole. */
  async function reopen(id) {
    if (!id || address().get("run") !== id) return;
    const focused = place("run").contains(document.activeElement);
    await load("run");
    await loadFailed();
    if (focused) place("run").querySelector("h3")?.focus({ preventScroll: true });
  }

  async function closeReport() {
    const id = address().get("run");
    keepInAddress({ run: "", against: "" });
    place("run").replaceChildren();
    try { await load("runs"); } catch { /* the list stays as it was */ }
    place("runs").querySelector(`.open-run[data-run="${CSS.escape(id ?? "")}"]`)?.focus();
  }

  async function compareWith(id) {
    keepInAddress({ against: id });
    try {
      await load("run");
      await loadFailed();
      document.getElementById("against")?.focus();
    } catch (error) { say(place("run"), error.message); }
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("#evaluations button") : null;
    if (!target || target.getAttribute("aria-disabled") === "true") return;
    if (target.matches("#run-set")) order("start", place("sets"), { set: target.dataset.set, ...(document.getElementById("by-model")?.checked ? { model: "1" } : {}) });
    else if (target.matches(".open-part")) openPart(target.dataset.part);
    else if (target.matches(".stop")) order("stop", goingNow());
    else if (target.matches(".resume")) order("resume", place("runs"), { run: target.dataset.run });
    else if (target.matches(".open-run")) openRun(target.dataset.run);
    else if (target.matches(".close-report")) closeReport();
  });
  document.addEventListener("change", (event) => {
    const target = event.target instanceof Element && event.target.closest("#evaluations") ? event.target : null;
    if (target?.matches("#set-choice")) choose(target.value);
    else if (target?.matches("#against")) compareWith(target.value);
    else if (target?.matches("#trend-set")) load("trend", { trend: target.value }).then(() => document.getElementById("trend-set")?.focus(), (error) => say(place("trend"), error.message));
    else if (target?.matches("input[type=file]") && target.files.length) upload(target.files[0]);
  });
  const dropped = (event) => event.target instanceof Element && event.target.closest("#evaluation-sets");
  document.addEventListener("dragover", (event) => {
    if (dropped(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    if (!dropped(event) || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    upload(event.dataTransfer.files[0]);
  });
  page.evaluations = { ask, query, keepInAddress, load, loadFailed, open, place, say };
  page.addView("evaluations", { place: content, open, focus: () => (document.getElementById("set-choice") ?? document.querySelector("#evaluation-part h3"))?.focus() });
})();
