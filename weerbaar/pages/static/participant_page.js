// A participant's page that the participants' server drew.
import { mountParticipant } from "./participant.js";
import { createRequests } from "./requests.js";

(() => {
  const root = document.querySelector("[data-participant]");
  const { code, language, kit, later } = root.dataset;
  const { ask } = createRequests({ base: document.body.dataset.base, code, language, kit });
  mountParticipant(root, ask, (turn) => import(turn ? `${later}&keer=${turn}` : later));
})();
