// The beamer's page, asked of the participants' server.
import { mountBoard } from "./board.js";
import { createRequests } from "./requests.js";

(() => {
  const { ask } = createRequests({ base: document.body.dataset.base, language: document.documentElement.lang });
  mountBoard(document.querySelector("[data-board]"), ask, { whole: true });
})();
