// In a notebook the widget draws the empty regions itself; the rest is the same.
import { mountBoard } from "./board.js";
import { createLink } from "./link.js";

export default {
  async render({ model, el }) {
    const { ask } = createLink(model);
    const reply = await ask("draw", {}, 60);
    el.innerHTML = reply.html;
    // Arrows and Space choose an answer here, and are no command to the notebook; it looks for
    // this on the very element that has the focus.
    el.addEventListener("focusin", (event) => event.target.toggleAttribute("data-lm-suppress-shortcuts", true));
    mountBoard(el.querySelector("[data-board]"), ask);
  },
};
