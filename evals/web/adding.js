// Adding an answer of the chat to a test set: a dialogue with the case filled in, seen before it is saved.
(() => {
  "use strict";
  const page = window.planPage;
  const words = () => document.getElementById("evaluations")?.dataset ?? {};
  const inLanguage = (name) => words()[`${name}${page.shownLanguage() === "en" ? "En" : "Vi"}`] ?? "";
  let dialog = null;
  let opener = null; // { turn }: where the focus goes back to, whose button may have been drawn anew

  /** Each answer that can be marked can be added, too. */
  function addButtons() {
    const said = inLanguage("add");
    if (!said) return;
    for (const marks of document.querySelectorAll(".marking .marks")) {
      if (marks.querySelector(".add-case")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "add-case";
      button.textContent = said;
      marks.append(button);
    }
  }

  function made() {
    if (dialog?.isConnected) return dialog;
    dialog = document.createElement("dialog");
    dialog.id = "case-dialog";
    dialog.setAttribute("aria-labelledby", "add-case-heading");
    (document.querySelector(".gradio-container .contain") ?? document.body).append(dialog); // where the rules of the page hold
    dialog.addEventListener("close", () => {
      dialog.replaceChildren();
      document.querySelector(`.marking[data-turn="${opener?.turn}"] .add-case`)?.focus();
    });
    return dialog;
  }

  const form = () => dialog.querySelector("#add-case");
  const seen = () => dialog.querySelector("#case-seen");

  async function ask(where, options) {
    let response;
    try { response = await fetch(`evaluations/case${where}`, options); } catch { throw new Error(inLanguage("unreachable")); }
    const text = await response.text();
    if (!response.ok) throw new Error(response.status < 500 || text.length < 300 ? text : inLanguage("unreachable"));
    return text;
  }

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  function say(section, sentence) {
    const said = section?.querySelector(".said");
    if (!said) return;
    said.textContent = sentence;
    said.hidden = !sentence;
    if (sentence) said.scrollIntoView({ block: "nearest" });
  }

  async function open(turn) {
    opener = { turn };
    const group = document.querySelector(`.marking[data-turn="${turn}"]`);
    const query = new URLSearchParams({ lang: page.shownLanguage(), conversation: page.conversation(), turn });
    try {
      const html = await ask(`?${query}`);
      made().replaceChildren(parsed(html));
      dialog.showModal();
      dialog.querySelector("#add-case-heading").focus();
      dialog.scrollTo({ top: 0 });
    } catch (error) {
      const said = group?.querySelector(".mark-said");
      if (said) { said.textContent = error.message; said.classList.add("problem"); }
    }
  }

  /** What is filled in, and the name of the set that is chosen: its id changes with each case that is added. */
  function filled() {
    const given = new URLSearchParams(new FormData(form()));
    given.set("set_name", dialog.querySelector("#case-set").selectedOptions[0]?.dataset.name ?? "");
    return given;
  }

  const post = () => ({ method: "POST", body: filled() });
  const inQuery = () => `?lang=${page.shownLanguage()}`;

  async function look() {
    say(form(), "");
    try {
      seen().replaceChildren(parsed(await ask(`/look${inQuery()}`, post())));
      form().hidden = true;
      seen().hidden = false;
      dialog.scrollTo({ top: 0 });
      seen().querySelector("h3").focus();
    } catch (error) { say(form(), error.message); }
  }

  function edit() {
    form().hidden = false;
    seen().hidden = true;
    form().querySelector("#case-question").focus();
  }

  async function save(button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      const { set, said } = JSON.parse(await ask(`/save${inQuery()}`, post()));
      told(said, set);
    } catch (error) {
      button.removeAttribute("aria-disabled");
      say(seen(), error.message);
    }
  }

  /** In place of the form: what was done, and the way to the set. */
  function told(said, set) {
    const sentence = document.createElement("p");
    sentence.id = "add-case-heading";
    sentence.tabIndex = -1;
    sentence.textContent = said;
    const ways = document.createElement("p");
    ways.className = "two";
    const link = document.createElement("a");
    link.href = `?${new URLSearchParams({ view: "evaluations", set, lang: page.shownLanguage() })}`;
    link.textContent = inLanguage("openSet");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close-case";
    close.textContent = inLanguage("close");
    ways.append(link, close);
    dialog.replaceChildren(sentence, ways);
    sentence.focus();
  }

  page.copyText = async (button) => {
    try { await navigator.clipboard.writeText(button.dataset.copy); } catch {
      const area = document.createElement("textarea");
      area.value = button.dataset.copy;
      area.style.cssText = "position:fixed;opacity:0";
      button.parentElement.append(area); // within an open dialogue nothing outside it can be selected
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = button.dataset.copied;
    window.setTimeout(() => { button.textContent = button.dataset.label; }, 1500);
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("button") : null;
    if (!target) return;
    if (target.matches(".marking .add-case")) open(target.closest(".marking").dataset.turn);
    else if (target.matches(".copy-text")) page.copyText(target);
    else if (target.matches(".close-case")) dialog?.close();
    else if (target.matches(".edit-case")) edit();
    else if (target.matches(".save-case")) save(target);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "add-case") return;
    event.preventDefault();
    look();
  });
  document.addEventListener("change", (event) => {
    if (!dialog?.contains(event.target)) return;
    if (event.target.name === "answerable") dialog.querySelector(".if-stated").hidden = event.target.value === "no";
    if (event.target.name === "set") dialog.querySelector(".new-set").hidden = event.target.value !== "new";
  });
  page.whenDrawn(addButtons);
})();
