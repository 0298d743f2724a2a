// A participant's page that the participants' server drew.
import { mountParticipant } from "./participant.js";
import { createRequests } from "./requests.js";

(() => {
  const root = document.querySelector("[data-participant]");
  const { code, language, kit, later } = root.dataset;
  let started = false;

  function start() {
    if (started) return;
    started = true;
    const { ask } = createRequests({ base: document.body.dataset.base, code, language, kit });
    mountParticipant(root, ask, (turn) => import(turn ? `${later}&keer=${turn}` : later));
  }

  // The form is seen, and can be answered, before it is taken over; a page that nobody looks at is
  // not painted.
  requestAnimationFrame(() => setTimeout(start));
  setTimeout(start, 500);
})();
