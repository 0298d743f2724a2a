// The action plan on a page of its own: kept in this browser; a kernel comes when a file is asked.
import { createHost } from "./host.js";
import { createLink } from "./link.js";
import { createPlan } from "./plan.js";

(() => {
  const place = document.querySelector("[data-plan]");
  const { base, page, language } = document.body.dataset;
  const key = "weerbaar:actieplan";
  const tries = 3;
  let host = null;
  let link = null;

  function load() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      // Storage may be switched off or damaged; the page then works from memory.
      return null;
    }
  }

  const state = { answers: {}, plan: load() };
  function save() {
    try {
      if (state.plan) localStorage.setItem(key, JSON.stringify(state.plan));
      else localStorage.removeItem(key);
    } catch {
      // See load().
    }
  }

  async function ask(type, more) {
    host ||= createHost({ base, page });
    link ||= createLink(host);
    for (let turn = 1; ; turn += 1) {
      try {
        return await link.request({ type, language, ...more }, 5 * turn);
      } catch (error) {
        if (turn === tries) throw error;
        host.renew();
      }
    }
  }

  const plan = createPlan(place, { state, save, ask });
  document.querySelector("[data-plan-scripted]").hidden = false;
  const dialog = document.querySelector("[data-plan-wipe]");
  const actions = {
    wipe: () => dialog.showModal(),
    unwipe: () => dialog.close(),
    wiped() {
      dialog.close();
      plan.clear();
      save();
      document.querySelector("[data-plan-wiped]").textContent = dialog.dataset.wiped;
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-plan-page]");
    if (button) actions[button.dataset.planPage]();
  });
  // Another tab of this browser is the same person.
  addEventListener("storage", (event) => {
    if (event.key !== key) return;
    state.plan = load();
    plan.draw();
  });
})();
