// The facilitator's page under Voilà, outside JupyterLab: a shell that asks its kernel what to draw.
import { mountBoard } from "./board.js";
import { createHost } from "./host.js";
import { createLink } from "./link.js";

(async () => {
  const shell = document.querySelector("[data-draw]");
  const { base, kernel, model, language } = shell.dataset;
  const host = createHost({ base, kernel, model });
  const { ask } = createLink(host);
  const reply = await ask("draw", { language }, 120);
  shell.outerHTML = reply.html;
  document.getElementById("starting")?.remove();
  mountBoard(document.querySelector("[data-board]"), ask, { whole: true, silent: host.renew });
})();
