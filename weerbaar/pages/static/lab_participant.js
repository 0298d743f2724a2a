// In a notebook the widget draws the form itself and then adopts it in the same way. There is no
// address with a code in it, so a code is typed on the page.
import { createLink } from "./link.js";
import { mountLibrary, rebase } from "./library.js";
import { createOwn } from "./own.js";
import { mountParticipant } from "./participant.js";
import { createPlan } from "./plan.js";
import { createResult } from "./result.js";

export default {
  async render({ model, el }) {
    const { ask } = createLink(model);
    const scripts = async () => ({ createOwn, createPlan, createResult, mountLibrary, rebase });

    async function show(code) {
      const { language } = el.firstElementChild?.dataset || {};
      const reply = await ask("draw", { code, language }, 60);
      if (reply.error) return reply.error;
      el.innerHTML = reply.html;
      el.querySelector("[data-typed]")?.addEventListener("submit", join);
      mountParticipant(el.querySelector("[data-participant]"), ask, scripts);
    }

    async function join(event) {
      event.preventDefault();
      const wrong = event.target.querySelector("[data-wrong]");
      wrong.textContent = (await show(event.target.elements.code.value)) || "";
    }

    // Arrows and Space choose an answer here, and are no command to the notebook; it looks for
    // this on the very element that has the focus.
    el.addEventListener("focusin", (event) => event.target.toggleAttribute("data-lm-suppress-shortcuts", true));
    await show("");
  },
};
