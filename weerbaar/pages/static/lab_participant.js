// In JupyterLab the widget draws the form itself and then adopts it in the same way.
import { createLink } from "./link.js";
import { createOwn } from "./own.js";
import { mountParticipant } from "./participant.js";
import { createPlan } from "./plan.js";

export default {
  async render({ model, el }) {
    const reply = await createLink(model).request({ type: "draw" }, 60);
    el.innerHTML = reply.html;
    // Arrows and Space choose an answer here, and are no command to the notebook; it looks for
    // this on the very element that has the focus.
    el.addEventListener("focusin", (event) => event.target.toggleAttribute("data-lm-suppress-shortcuts", true));
    mountParticipant(el.querySelector("[data-participant]"), model, { own: true, plan: true, createOwn, createPlan });
  },
};
