// What a phone hears of its group: whether the session is open, the picture once it is shown, and
// where the group went on. Asked every few seconds while somebody looks.
import { nap } from "./asking.js";

export function createGroup({ root, asking, about, started, heard, came }) {
  let phase = root.dataset.phase;
  let mark = null;

  async function look() {
    const reply = await asking.once("state", about());
    if (reply.error) return;
    phase = reply.phase;
    follow(reply.elsewhere);
    heard();
    if (!reply.group || reply.group === mark) return;
    const found = await asking.once("group", about());
    if (found.error) return;
    const first = mark === null;
    mark = reply.group;
    root.querySelector("[data-slot=group]").innerHTML = found.html;
    came(first);
  }

  // A tap leads there, nothing goes by itself.
  function follow(elsewhere) {
    const banner = root.querySelector("[data-elsewhere]");
    if (!banner) return;
    const text = elsewhere ? elsewhere.text : "";
    const [said, there] = banner.children;
    if (said.textContent !== text) said.textContent = text;
    if (elsewhere) there.href = `${banner.dataset.base}${elsewhere.code}?taal=${root.dataset.language}`;
    banner.hidden = !elsewhere;
  }

  return {
    phase: () => phase,
    shown: () => mark !== null,
    async watch() {
      let silent = 0;
      while (root.isConnected) {
        try {
          if (!document.hidden && started()) await look();
          silent = 0;
        } catch {
          silent = Math.min(3, silent + 1);
        }
        await nap((3 + 2 * Math.random()) * (1 + silent / 2));
      }
    },
  };
}
