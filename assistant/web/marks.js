// Marks of answers: which buttons are pressed, kept by the server for each conversation of this browser.
(() => {
  "use strict";
  const page = window.planPage;
  let known = { conversation: "", marks: {} }; // by turn: { mark, reason, typed }

  async function load(conversation) {
    known = { conversation, marks: {} };
    if (!conversation) return;
    try {
      const response = await fetch(`answers/marks?${new URLSearchParams({ conversation })}`);
      if (!response.ok || known.conversation !== conversation) return;
      known.marks = { ...await response.json(), ...known.marks }; // what was marked meanwhile is newer
      draw();
    } catch { /* the buttons stay as they are, and marking says what is wrong */ }
  }

  function show(group) {
    const given = known.marks[group.dataset.turn];
    for (const button of group.querySelectorAll(".mark-as")) {
      const pressed = String(button.dataset.mark === given?.mark);
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    }
    const form = group.querySelector(".mark-reason");
    const hidden = !given?.mark;
    if (form.hidden !== hidden) form.hidden = hidden;
    const input = form.elements.reason;
    const wanted = given?.typed ?? given?.reason ?? "";
    if (input.value !== wanted && document.activeElement !== input) input.value = wanted;
  }

  /** The page may have been drawn anew: pressed buttons and typed reasons are put back. */
  function draw() {
    const groups = document.querySelectorAll(".marking");
    if (!groups.length) return;
    const conversation = page.conversation();
    if (known.conversation !== conversation) load(conversation);
    for (const group of groups) show(group);
  }

  async function mark(group, wanted, reason) {
    const { conversation, marks } = known;
    const { turn } = group.dataset;
    const said = group.querySelector(".mark-said");
    try {
      const body = new URLSearchParams({ conversation, turn, mark: wanted, reason });
      const response = await fetch(`answers/mark?lang=${page.shownLanguage()}`, { method: "POST", body });
      const text = await response.text();
      if (response.ok) marks[turn] = { mark: wanted, reason: wanted ? reason : "" };
      said.textContent = response.ok || text.length < 300 ? text : group.dataset.failed;
      said.classList.toggle("problem", !response.ok);
    } catch {
      said.textContent = group.dataset.failed;
      said.classList.add("problem");
    }
    draw();
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".marking .mark-as") : null;
    if (!button) return;
    const group = button.closest(".marking");
    const pressed = button.getAttribute("aria-pressed") === "true";
    mark(group, pressed ? "" : button.dataset.mark, pressed ? "" : group.querySelector("[name=reason]").value);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target instanceof Element ? event.target.closest(".mark-reason") : null;
    if (!form) return;
    event.preventDefault();
    const group = form.closest(".marking");
    const given = known.marks[group.dataset.turn];
    if (given?.mark) mark(group, given.mark, form.elements.reason.value.trim());
  });
  document.addEventListener("input", (event) => {
    const group = event.target instanceof Element && event.target.closest(".mark-reason")?.closest(".marking");
    if (group && known.marks[group.dataset.turn]) known.marks[group.dataset.turn].typed = event.target.value;
  });
  page.whenDrawn(draw);
})();
