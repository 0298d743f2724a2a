// Outside JupyterLab: find the page that the server drew, give it a host, and start.
import { mountBoard } from "./board.js";
import { createHost } from "./host.js";
import { createLink } from "./link.js";
import { mountParticipant } from "./participant.js";

(async () => {
  const { base, page, kernel, model } = (document.querySelector("[data-draw]") || document.body).dataset;
  if (!page) return;
  const host = createHost({ base, page, kernel: kernel ? { kernel, model } : null });
  // A shell that holds nothing yet asks its kernel what to draw.
  const empty = document.querySelector("[data-draw]");
  if (empty) {
    const reply = await createLink(host).request({ type: "draw", language: empty.dataset.language }, 120);
    empty.outerHTML = reply.html;
    document.getElementById("starting")?.remove();
  }
  const participant = document.querySelector("[data-participant]");
  if (participant) mountParticipant(participant, host);
  const board = document.querySelector("[data-board]");
  if (board) mountBoard(board, host);
})();
