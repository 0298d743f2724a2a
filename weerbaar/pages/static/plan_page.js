// The action plan on a page of its own: kept in this browser.
import { createPlan } from "./plan.js";

(() => {
  const place = document.querySelector("[data-plan]");
  const key = "weerbaar:actieplan";

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
      return true;
    } catch {
      return false;
    }
  }

  const plan = createPlan(place, { state, save });
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
