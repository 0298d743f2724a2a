// Pages that are drawn elsewhere as a whole: the facilitator's and the screen. Every answer holds
// the regions that changed; what is on screen is a function of the session and a few choices
// (`state`) that travel with every message, so that any server can go on where another stopped.
//
// `ask` is that of requests.js or link.js; `whole` says that the page is nothing else; `silent` is
// called when there was no answer.
import { nap } from "./asking.js";
import { createClock } from "./clock.js";
import { saveFile } from "./download.js";

export function mountBoard(root, ask, { whole = false, silent = () => {} } = {}) {
  const seen = {};
  let state = JSON.parse(root.dataset.state || "{}");
  let line = Promise.resolve();
  const waiting = new Set();
  const clock = createClock(root);

  async function hear(type, message = {}) {
    const reply = await ask(type, { ...message, type, state, seen, language: root.dataset.language }, 20);
    state = reply.state || state;
    if (reply.language) root.lang = root.dataset.language = reply.language;
    if (reply.language && whole) document.documentElement.lang = reply.language;
    for (const [name, region] of Object.entries(reply.regions || {})) put(name, region);
    if ("clock" in reply) clock.take(reply.clock);
    if (reply.chapter) turnTo(reply.chapter);
    if (reply.error) complain(reply.error);
    if (reply.download) saveFile(reply.download);
    return reply;
  }

  // One chapter is seen. Another one begins at its top, also when the last was read far down.
  function turnTo(name) {
    if (root.dataset.at === name) return;
    root.dataset.at = name;
    const chapters = Array.from(root.querySelectorAll("[data-chapter]"));
    for (const chapter of chapters) chapter.hidden = chapter.dataset.chapter !== name;
    const shown = chapters.find((chapter) => !chapter.hidden);
    if (shown?.getBoundingClientRect().top < 0) shown.scrollIntoView();
  }

  // Something unforeseen: said where the desk says things, until it says something else.
  function complain(text) {
    const told = root.querySelector('[data-region="told"]');
    if (!told) return;
    const line = Object.assign(document.createElement("p"), { className: "told wrong" });
    line.textContent = text;
    told.replaceChildren(line);
    delete seen.told;
  }

  // Redrawing keeps the place: same focus, same text typed, same parts unfolded. What was typed for
  // one session is not kept for another.
  function put(name, region) {
    const element = root.querySelector(`[data-region="${name}"]`);
    if (!element || seen[name] === region.mark) return;
    seen[name] = region.mark;
    const active = document.activeElement;
    const focused = element.contains(active) ? active.id : null;
    const open = Array.from(element.querySelectorAll("details[open][id]"), (part) => part.id);
    const typed = Array.from(element.querySelectorAll("input[id], select[id], textarea[id]"), (input) => [
      input.id,
      input.value,
      input.dataset.dirty,
    ]);
    const cursor = focused && active.selectionStart;
    const about = () => element.querySelector("[data-for]")?.dataset.for;
    const before = about();
    element.innerHTML = region.html;
    const find = (id) => element.querySelector(`#${CSS.escape(id)}`);
    open.forEach((id) => find(id)?.setAttribute("open", ""));
    for (const [id, value, dirty] of typed) {
      const input = dirty && before === about() && find(id);
      if (input) Object.assign(input, { value }).dataset.dirty = dirty;
    }
    // A button that is gone leaves its place to the one that changes least.
    if (focused) (find(focused) || element.querySelector("button:not(.main)"))?.focus({ preventScroll: true });
    if (Number.isInteger(cursor)) document.activeElement.setSelectionRange?.(cursor, cursor);
  }

  function values(button) {
    const form = button.closest("[data-form]");
    const inputs = form ? form.querySelectorAll("input[name], select[name], textarea[name]") : [];
    return Object.fromEntries(Array.from(inputs, (input) => [input.name, input.value]));
  }

  // What is asked is done in turn. The same thing asked again while it waits is done once.
  function act(button) {
    const { action, value } = button.dataset;
    const key = `${action} ${value}`;
    if (waiting.has(key)) return;
    waiting.add(key);
    const message = { action, value, values: values(button) };
    const region = button.closest("[data-region]");
    root.setAttribute("aria-busy", "true");
    line = line.then(async () => {
      try {
        await hear("act", message);
        // What was refused stays as it was typed.
        if (!state.wrong) region.querySelectorAll("[data-dirty]").forEach((input) => delete input.dataset.dirty);
        // Who pressed far down the page would not see why nothing happened.
        else root.querySelector('[data-region="told"]')?.scrollIntoView({ block: "nearest" });
      } catch {
        silent();
      } finally {
        waiting.delete(key);
        if (!waiting.size) root.removeAttribute("aria-busy");
      }
    });
  }

  // One region on paper, with all of it unfolded.
  function printPart(region) {
    const folded = Array.from(region.querySelectorAll("details:not([open])"));
    folded.forEach((part) => part.setAttribute("open", ""));
    root.dataset.printing = region.dataset.printed = "true";
    addEventListener("afterprint", () => {
      folded.forEach((part) => part.removeAttribute("open"));
      delete root.dataset.printing;
      delete region.dataset.printed;
    }, { once: true });
    print();
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    const paper = event.target.closest("[data-print]");
    if (paper) printPart(paper.closest("[data-region]"));
    // The second half of a double click is not meant for the button that came under it.
    if (button && root.contains(button) && event.detail < 2) act(button);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    const button = event.target.closest("[data-form]")?.querySelector("[data-action]");
    if (button) act(button);
  });
  root.addEventListener("input", (event) => {
    event.target.dataset.dirty = "true";
  });

  const banner = root.querySelector("[data-connection]");

  async function watch() {
    for (;;) {
      if (!document.hidden && !waiting.size && root.isConnected) {
        try {
          await hear("look");
          root.dataset.ready = "true";
          if (banner) banner.hidden = true;
        } catch {
          if (banner) banner.hidden = false;
          silent();
        }
      }
      await nap(root.dataset.ready ? 1.5 : 0.2);
    }
  }
  watch();
}
