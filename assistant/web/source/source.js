// The source of a citation: the page itself with the quote marked, or the text of a document without pages.
(() => {
  "use strict";
  const page = window.planPage;
  const widest = 1000; // pixels of a page that is not zoomed: a line of text across a whole screen is not read
  const zooms = [1, 1.25, 1.5, 2, 3, 4];
  const wide = window.matchMedia("(min-width: 1100px)");
  const place = () => document.getElementById("source-view");
  const viewer = () => place()?.querySelector(".viewer");
  const frame = () => viewer()?.querySelector(".sheet-frame");
  let opened = ""; // the document, the kind and the language that the frame was made for
  let zoom = 0;
  let shown = 0; // the number of the page that is shown
  let marks = { page: 0, boxes: {}, said: {} };
  let asking = null; // what is being loaded, ended when something else is asked for
  let opener = null; // what was focused before

  const asked = () => new URLSearchParams(window.location.search);
  const kindAsked = () => asked().get("as") ?? "";

  /** The parameters of the place in the address, with the language of the page. */
  function query(more = {}) {
    const from = asked();
    const parts = ["passage", "from", "to", "as"].filter((name) => from.has(name)).map((name) => [name, from.get(name)]);
    return new URLSearchParams([...parts, ["lang", page.shownLanguage()], ...Object.entries(more)]);
  }

  async function get(path, parameters, signal) {
    const response = await fetch(`viewer${path}?${parameters}`, { signal });
    if (response.ok) return response;
    const said = response.headers.get("content-type")?.startsWith("text/plain") ? await response.text() : "";
    throw Object.assign(new Error(String(response.status)), { said });
  }

  function say(text, { problem = false } = {}) {
    const news = viewer()?.querySelector(".viewer-news");
    if (!news) return;
    news.textContent = text;
    news.classList.toggle("problem", problem);
  }

  /** Loads the view for the place in the address; within one document only the place is looked up. */
  async function open() {
    if (!asked().get("passage")) asking?.abort();
    const own = begin();
    const wanted = `${(asked().get("passage") ?? "").slice(0, 16)} ${kindAsked()} ${page.shownLanguage()}`;
    if (!opened || !place().contains(document.activeElement)) opener = document.activeElement;
    sync();
    try {
      if (wanted !== opened || !viewer()) {
        const html = await (await get("", query(), own.signal)).text();
        place().innerHTML = html;
        opened = wanted;
        zoom = 0;
        shown = 0;
        frame().focus({ preventScroll: true });
      }
      viewer().querySelector(".copy-link").dataset.copy = ownAddress();
      markHit();
      await (viewer().dataset.kind === "pages" ? openPlace(own) : openText(own));
      return true;
    } catch (error) {
      if (!own.signal.aborted) {
        opened = "";
        refuse(error.said);
      }
      return true; // what was said stays until something else is asked for
    }
  }

  function begin() {
    asking?.abort();
    asking = new AbortController();
    return asking;
  }

  function refuse(said) {
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    problem.textContent = said || viewer()?.dataset.failed || "…";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close-viewer";
    close.textContent = "←";
    const box = document.createElement("div");
    box.className = "viewer-refused";
    box.append(close, problem);
    place().replaceChildren(box);
  }

  /** The address of the place by itself, to be sent to others. */
  function ownAddress() {
    const address = new URL(window.location.href.split(/[?#]/)[0]);
    const parts = query();
    address.searchParams.set("view", "source");
    for (const name of ["passage", "from", "to"]) if (parts.has(name)) address.searchParams.set(name, parts.get(name));
    return address.href;
  }

  // -- pages

  async function openPlace(own) {
    marks = { page: 0, boxes: {}, said: {} };
    const first = Number(viewer().dataset.page);
    const looked = get("/place", query(), own.signal).then((response) => response.json());
    if (!shown) showPage(first, own);
    marks = await looked;
    if (marks.page === shown) { drawMarks(); toMark(); }
    else showPage(marks.page, own);
  }

  const wantedWidth = () => Math.round(sheetWidth() * Math.min(3, window.devicePixelRatio || 1));
  const sheetWidth = () => Math.max(240, Math.min(widest, frame().clientWidth - 24) * zooms[zoom]);

  async function showPage(number, own = begin(), { toTop = false } = {}) {
    const count = Number(viewer().dataset.pages);
    shown = Math.min(Math.max(1, number), count);
    const field = viewer().querySelector(".page-number");
    field.value = String(shown);
    viewer().querySelector(".page-back").disabled = shown <= 1;
    viewer().querySelector(".page-on").disabled = shown >= count;
    say(viewer().dataset.loading);
    const wanted = shown;
    try {
      const picture = await load(wanted, own);
      if (wanted !== shown || own.signal.aborted) return;
      const sheet = document.createElement("div");
      sheet.className = "sheet";
      sheet.style.width = `${sheetWidth()}px`;
      picture.alt = viewer().dataset.picture.replace("{page}", String(shown));
      const layer = document.createElement("div");
      layer.className = "sheet-marks";
      layer.setAttribute("aria-hidden", "true");
      sheet.append(picture, layer);
      frame().replaceChildren(sheet);
      drawMarks();
      if (toTop) frame().scrollTop = 0;
      else toMark();
    } catch (error) {
      if (own.signal.aborted || wanted !== shown) return;
      await showInstead(error.said || viewer().dataset.failed, own);
    }
  }

  let drawn = ""; // the address of the picture that is shown, to be given back
  async function load(number, own) {
    const parameters = new URLSearchParams({ document: viewer().dataset.document, number: String(number), width: String(wantedWidth()), lang: page.shownLanguage() });
    const picture = new Image();
    const data = await (await get("/page", parameters, own.signal)).blob();
    if (drawn) URL.revokeObjectURL(drawn);
    drawn = URL.createObjectURL(data);
    picture.src = drawn;
    await picture.decode();
    return picture;
  }

  /** What cannot be drawn is read: the sentence on it, and the text around the place below. */
  async function showInstead(said, own) {
    say(said, { problem: true });
    frame().replaceChildren();
    try {
      frame().innerHTML = `<div class="text-sheet">${await (await get("/text", query(), own.signal)).text()}</div>`;
    } catch { /* the sentence is enough */ }
  }

  function drawMarks() {
    const layer = frame()?.querySelector(".sheet-marks");
    if (!layer) return;
    const boxes = marks.boxes[shown] ?? [];
    layer.replaceChildren(...boxes.map(([x0, top, x1, bottom]) => {
      const box = document.createElement("span");
      box.className = "box";
      box.style.left = `${x0 * 100}%`;
      box.style.top = `${top * 100}%`;
      box.style.width = `${(x1 - x0) * 100}%`;
      box.style.height = `${(bottom - top) * 100}%`;
      return box;
    }));
    say(marks.said[shown] ?? "");
    offerPages();
  }

  /** Buttons that lead on where a quote runs over pages, and back where one has turned away from it. */
  function offerPages() {
    for (const old of frame().querySelectorAll(".to-page")) old.remove();
    const pages = Object.keys(marks.said).map(Number);
    if (!pages.length) return;
    const offer = (number, words) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "to-page";
      button.dataset.page = String(number);
      button.textContent = words.replace("{page}", String(number));
      return button;
    };
    if (pages.includes(shown) && pages.includes(shown + 1)) frame().append(offer(shown + 1, viewer().dataset.goesOn));
    else if (!pages.includes(shown) || shown > pages[0]) frame().prepend(offer(pages[0], viewer().dataset.begins));
  }

  function toMark() {
    const box = frame().querySelector(".box");
    if (!box) return;
    const around = frame().getBoundingClientRect();
    const at = box.getBoundingClientRect();
    frame().scrollTop += at.top - around.top - around.height * 0.25;
    if (at.left < around.left || at.right > around.right) frame().scrollLeft += at.left - around.left - 24;
  }

  function turn(step) {
    const number = shown + step;
    if (number >= 1 && number <= Number(viewer().dataset.pages)) showPage(number, begin(), { toTop: true });
  }

  async function zoomTo(level) {
    const next = Math.min(Math.max(0, level), zooms.length - 1);
    const sheet = frame().querySelector(".sheet");
    if (next === zoom || !sheet) return;
    const middle = frame().scrollTop + frame().clientHeight / 2;
    const share = middle / Math.max(1, frame().scrollHeight);
    const across = (frame().scrollLeft + frame().clientWidth / 2) / Math.max(1, frame().scrollWidth);
    zoom = next;
    sheet.style.width = `${sheetWidth()}px`;
    frame().scrollTop = share * frame().scrollHeight - frame().clientHeight / 2;
    frame().scrollLeft = across * frame().scrollWidth - frame().clientWidth / 2;
    sharpen();
  }

  /** Loads the picture that is shown in the size in which it is shown now. */
  async function sharpen() {
    const own = begin();
    try {
      const picture = await load(shown, own);
      const old = frame()?.querySelector(".sheet img");
      if (!old || own.signal.aborted) return;
      picture.alt = old.alt;
      old.replaceWith(picture);
    } catch { /* the coarser picture stays */ }
  }

  // -- text

  async function openText(own) {
    const html = await (await get("/text", query(), own.signal)).text();
    frame().innerHTML = `<div class="text-sheet">${html}</div>`;
    const mark = frame().querySelector("mark");
    if (mark) frame().scrollTop += mark.getBoundingClientRect().top - frame().getBoundingClientRect().top - frame().clientHeight * 0.25;
  }

  async function more(button) {
    const { side, first, last } = button.dataset;
    const parameters = new URLSearchParams({ document: viewer().dataset.document, first, last, lang: page.shownLanguage() });
    button.disabled = true;
    try {
      const parsed = document.createElement("template");
      parsed.innerHTML = await (await get("/text", parameters)).text();
      const other = side === "before" ? "after" : "before";
      parsed.content.querySelector(`.more-text[data-side="${other}"]`)?.remove();
      const below = frame().scrollHeight - frame().scrollTop;
      const added = parsed.content.firstElementChild;
      button.replaceWith(parsed.content);
      if (side === "before") frame().scrollTop = frame().scrollHeight - below;
      added.tabIndex = -1;
      added.focus({ preventScroll: true });
    } catch (error) {
      button.disabled = false;
      say(error.said || viewer().dataset.failed, { problem: true });
    }
  }

  // -- search

  async function search(form) {
    const hits = viewer().querySelector(".viewer-hits");
    const words = form.elements.words.value.trim();
    hits.hidden = !words;
    if (!words) return;
    try {
      const parameters = new URLSearchParams({ document: viewer().dataset.document, words, lang: page.shownLanguage() });
      hits.innerHTML = await (await get("/search", parameters)).text();
      markHit();
      hits.focus({ preventScroll: true });
    } catch (error) {
      hits.textContent = error.said || viewer().dataset.failed;
    }
  }

  function markHit() {
    const now = asked();
    for (const hit of viewer()?.querySelectorAll(".hit") ?? []) {
      const own = new URLSearchParams(hit.getAttribute("href"));
      const same = ["passage", "from", "to"].every((name) => own.get(name) === now.get(name));
      if (same) hit.setAttribute("aria-current", "true");
      else hit.removeAttribute("aria-current");
    }
  }

  // -- the view among the others

  /** Beside the answer where there is room for both and the answer is where one came from; in place of everything otherwise. */
  function sync() {
    const from = window.history.state?.from ?? "chat";
    const beside = page.view() === "source" && wide.matches && from === "chat" && document.querySelector(".turn") !== null;
    if (("beside" in document.documentElement.dataset) !== beside) {
      if (beside) document.documentElement.dataset.beside = "";
      else delete document.documentElement.dataset.beside;
    }
    if (page.view() !== "source" && opened) leave();
  }

  function leave() {
    asking?.abort();
    opened = "";
    place()?.replaceChildren();
    if (opener?.isConnected && document.activeElement === document.body) opener.focus({ preventScroll: true });
    opener = null;
  }

  function close() {
    const { from, sources } = window.history.state ?? {};
    if (from && sources) window.history.go(-sources);
    else page.go("?view=chat", { replace: true }); // the source was opened by its address
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    // A mark in the conversation beside opens its place here: its card lies beneath.
    const mark = "beside" in document.documentElement.dataset ? target?.closest("#conversation a.mark") : null;
    const link = mark && document.querySelector(`#source-${mark.dataset.turn}-${mark.dataset.n} .see-place`);
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      page.go(link.getAttribute("href"), { replace: true });
      return;
    }
    if (!target?.closest("#source-view")) return;
    const hit = target.closest("a.hit");
    if (hit && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
      const kind = kindAsked();
      page.go(hit.getAttribute("href") + (kind ? `&as=${kind}` : ""), { replace: true });
    } else if (target.closest(".close-viewer")) close();
    else if (target.closest(".page-back")) turn(-1);
    else if (target.closest(".page-on")) turn(1);
    else if (target.closest(".to-page")) showPage(Number(target.closest(".to-page").dataset.page));
    else if (target.closest(".zoom-in")) zoomTo(zoom + 1);
    else if (target.closest(".zoom-out")) zoomTo(zoom - 1);
    else if (target.closest(".zoom-fit")) zoomTo(0);
    else if (target.closest(".copy-link")) target.closest("details").open = false;
    else if (target.closest(".more-text")) more(target.closest(".more-text"));
    else if (target.closest(".switch-kind")) {
      const parts = query();
      parts.delete("lang");
      parts.set("view", "source");
      if (viewer().dataset.kind === "pages") parts.set("as", "text");
      else parts.delete("as");
      page.go(`?${parts}`, { replace: true });
    }
  }, true);

  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#source-view .viewer-search")) return;
    event.preventDefault();
    search(event.target);
  });
  document.addEventListener("change", (event) => {
    const field = event.target instanceof Element ? event.target.closest("#source-view .page-number") : null;
    if (!field) return;
    const number = Number.parseInt(field.value, 10);
    if (Number.isNaN(number)) field.value = String(shown);
    else showPage(number, begin(), { toTop: true });
  });

  const typing = (target) => target instanceof Element && target.closest("input, textarea, select") !== null;
  document.addEventListener("keydown", (event) => {
    if (page.view() !== "source" || !viewer() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target !== document.body && !target?.closest("#source-view")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      const menu = target.closest("details[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
      else close();
      return;
    }
    if (typing(target) || viewer().dataset.kind !== "pages") return;
    const box = frame();
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
    const action = {
      ArrowRight: box.scrollWidth <= box.clientWidth + 1 && (() => turn(1)),
      ArrowLeft: box.scrollWidth <= box.clientWidth + 1 && (() => turn(-1)),
      PageDown: atEnd && (() => turn(1)),
      PageUp: box.scrollTop <= 4 && (() => turn(-1)),
      "+": () => zoomTo(zoom + 1),
      "=": () => zoomTo(zoom + 1),
      "-": () => zoomTo(zoom - 1),
      "0": () => zoomTo(0),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  let resized = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(resized);
    resized = window.setTimeout(() => {
      const sheet = page.view() === "source" ? frame()?.querySelector(".sheet") : null;
      if (!sheet) return;
      sheet.style.width = `${sheetWidth()}px`;
      sharpen();
    }, 200);
  });
  wide.addEventListener("change", sync);
  page.whenDrawn(sync);
  page.addView("source", { place, open, focus: () => frame()?.focus() });
})();
