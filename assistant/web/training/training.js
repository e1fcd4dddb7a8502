// Training: quizzes made, approved and taken, the guide to study, the first reading. The server makes all of the HTML.
(() => {
  "use strict";
  const page = window.planPage;
  const names = ["quiz", "show", "part", "of", "unit"]; // of the address
  const kept = "planTaker"; // the name that somebody typed
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const content = () => document.getElementById("training-content");
  const address = () => new URLSearchParams(window.location.search);
  let asking = null;
  let told = ""; // to be said once the view is drawn again

  function remembered(key) {
    try { return window.localStorage.getItem(key) ?? ""; } catch { return ""; }
  }

  function remember(key, value) {
    try {
      if (value) window.localStorage.setItem(key, value);
      else window.localStorage.removeItem(key);
    } catch { /* nothing is kept then */ }
  }

  const attemptOf = (quiz) => `planAttempt ${quiz}`;

  function query() {
    const chosen = new URLSearchParams({ lang: page.shownLanguage() });
    for (const name of names) if (address().get(name)) chosen.set(name, address().get(name));
    const attempt = chosen.get("quiz") && remembered(attemptOf(chosen.get("quiz")));
    if (attempt) chosen.set("attempt", attempt);
    return chosen;
  }

  /** Opens an address inside the view. */
  function goTo(values) {
    const next = new URL(window.location.href);
    next.hash = "";
    for (const name of names) next.searchParams.delete(name);
    for (const [name, value] of Object.entries(values)) if (value) next.searchParams.set(name, value);
    next.searchParams.set("view", "training");
    window.history.pushState(null, "", next);
    return open({ moved: true });
  }

  async function open({ moved = false, focus = "" } = {}) {
    asking?.abort();
    const own = asking = new AbortController();
    try {
      const response = await fetch(`training?${query()}`, { signal: own.signal });
      if (!response.ok) throw new Error(String(response.status));
      const parsed = document.createElement("template");
      parsed.innerHTML = await response.text();
      if (own !== asking) return true;
      content().replaceChildren(parsed.content);
      complete();
      say(told);
      told = "";
      if (moved) {
        window.scrollTo({ top: 0 });
        (content().querySelector("#quiz-title, #guide-title") ?? content().querySelector("h2"))?.focus({ preventScroll: true });
      } else if (focus) content().querySelector(focus)?.focus();
      return true;
    } catch {
      return own.signal.aborted ? true : fail();
    }
  }

  /** What only the browser knows: the address of the page, and who takes quizzes here. */
  function complete() {
    const link = content().querySelector("#share-link");
    if (link) link.value = `${window.location.origin}/?view=training&quiz=${link.dataset.quiz}`;
    const taker = content().querySelector("#taker");
    if (taker && !taker.value) taker.value = remembered(kept);
  }

  function fail() {
    const place = content();
    if (!place) return false;
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = document.getElementById("training").dataset.failed ?? "";
    place.replaceChildren(said);
    return false;
  }

  function say(sentence) {
    document.getElementById("training-news").textContent = sentence;
  }

  /** Shows why something was not done where the reader is looking: beside what was pressed. */
  function refuse(sentence, near) {
    content().querySelectorAll(".problem.said").forEach((one) => one.remove());
    if (!sentence) return;
    const said = document.createElement("p");
    said.className = "problem said";
    said.setAttribute("role", "alert");
    said.textContent = sentence;
    if (near?.isConnected) near.after(said);
    else content().prepend(said);
    said.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  }

  /** Orders something; the answer of the server, or null where it was refused and the reason is shown. */
  async function order(name, values, near) {
    refuse("");
    let response;
    try {
      const body = JSON.stringify(values);
      response = await fetch(`training/${name}?lang=${page.shownLanguage()}`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    } catch {
      refuse(document.getElementById("training").dataset.failed ?? "", near);
      return null;
    }
    if (response.ok) return response.json();
    refuse(await response.text(), near);
    return null;
  }

  function filled(form) {
    const values = { ...form.dataset };
    for (const [name, value] of new FormData(form)) {
      if (["documents", "kinds", "wrong"].includes(name)) (values[name] ??= []).push(value);
      else values[name] = value;
    }
    return values;
  }

  /** What follows once something was done. */
  async function done(name, values, answer) {
    told = answer.said ?? "";
    if (name === "make") return goTo({ quiz: answer.quiz });
    if (name === "delete") return goTo({});
    if (name === "begin") {
      remember(kept, values.name);
      remember(attemptOf(values.quiz), answer.attempt);
      return open({ moved: true });
    }
    if (name === "finish") return open({ moved: true });
    if (name === "answer") return open({ focus: `#question-${CSS.escape(values.question)}` });
    if (name === "move") return open({ focus: `#question-${CSS.escape(values.question)} [data-order="move"][data-by="${values.by}"], #question-${CSS.escape(values.question)} [data-order="move"]` });
    return open({ focus: values.question && values.question !== "*" ? `#question-${CSS.escape(values.question)} .actions button` : "" });
  }

  async function press(name, values, near) {
    const shown = near.textContent;
    near.disabled = true;
    const busy = near.closest("form")?.dataset.busy;
    if (busy) near.textContent = busy;
    const answer = await order(name, values, near);
    if (near.isConnected) {
      near.disabled = false;
      near.textContent = shown;
    }
    if (answer) await done(name, values, answer);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target instanceof Element && event.target.closest("#training form");
    if (!form) return;
    event.preventDefault();
    const near = event.submitter ?? form.querySelector("button[type=submit]");
    if (form.dataset.go) {
      const values = filled(form);
      if (form.dataset.go === "guide") goTo({ part: "guide", of: (values.documents ?? []).join(",") });
      else goTo({ part: "start", unit: values.unit });
    } else if (near) press(form.dataset.order, filled(form), near);
  });

  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target.closest("#training :is(a, button)") : null;
    if (!target) return;
    if (target.matches("a")) {
      const own = target.getAttribute("href")?.startsWith("?view=training");
      if (!own || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      goTo(Object.fromEntries(new URLSearchParams(target.getAttribute("href"))));
    } else if (target.matches(".order")) press(target.dataset.order, { ...target.dataset }, target);
    else if (target.matches(".print")) window.print();
    else if (target.matches(".again")) {
      remember(attemptOf(target.dataset.quiz), "");
      open({ moved: true });
    } else if (target.matches(".copy")) {
      const link = content().querySelector("#share-link");
      link.select();
      try {
        await navigator.clipboard.writeText(link.value);
        say(target.dataset.said);
        target.textContent = target.dataset.said;
      } catch { /* the link is marked: it can be copied by hand */ }
    } else if (target.matches(".choose")) {
      for (const box of target.closest("fieldset").querySelectorAll("label:not([hidden]) input")) box.checked = Boolean(target.dataset.checked);
    }
  });

  const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  document.addEventListener("input", (event) => {
    const find = event.target instanceof Element && event.target.closest("#training .find-document");
    if (!find) return;
    const words = bare(find.value).split(/\s+/).filter(Boolean);
    for (const label of find.closest("fieldset").querySelectorAll(".list label")) {
      const shown = bare(`${label.textContent} ${label.dataset.file}`);
      label.hidden = !words.every((word) => shown.includes(word));
    }
  });

  // An answer that is not told at once is kept as soon as it is chosen.
  document.addEventListener("change", async (event) => {
    const form = event.target instanceof Element && event.target.closest("#training form[data-at-once-kept]");
    if (form) await order("answer", filled(form), form);
  });

  document.addEventListener("keydown", (event) => {
    const enter = event.key === "Enter" && event.target instanceof Element && event.target.matches("#training .find-document");
    if (enter) event.preventDefault();
  });

  page.addView("training", { place: content, open, focus: () => content()?.querySelector("form input, form textarea, h3")?.focus() });
})();
