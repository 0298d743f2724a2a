// Tools, exercises, cases and contacts, opened in the page from what came with it: whoever opens one
// asks nothing of anybody, so that nobody can tell from it what was answered.
export function mountLibrary(root, { frame, pages }) {
  const holder = document.createElement("template");
  holder.innerHTML = frame;
  const dialog = holder.content.firstElementChild;
  root.append(dialog);
  const place = dialog.querySelector("[data-library-page]");
  const back = dialog.querySelector("[data-library-go=back]");
  let opened = []; // from the first that was opened to the one that is shown
  let opener = null;

  function show({ key, from = null, top = 0 }) {
    place.innerHTML = pages[key].html;
    rebase(place);
    back.hidden = opened.length < 2;
    const heading = place.querySelector("h1");
    heading.id = dialog.getAttribute("aria-labelledby");
    heading.tabIndex = -1;
    if (!dialog.open) dialog.showModal();
    // Whoever comes back is where they were.
    const link = from && place.querySelector(`[data-opens="${from}"]`);
    (link || heading).focus({ preventScroll: true });
    dialog.scrollTop = top;
  }

  function open(key, button) {
    if (!pages[key]) return;
    const last = opened[opened.length - 1];
    if (last) Object.assign(last, { from: key, top: dialog.scrollTop });
    else opener = button;
    opened.push({ key });
    show(opened[opened.length - 1]);
  }

  function goBack() {
    opened.pop();
    show(opened[opened.length - 1]);
  }

  const close = () => dialog.open && dialog.close();

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens], [data-library-go]");
    if (!button || !root.contains(button)) return;
    if (button.dataset.opens) open(button.dataset.opens, button);
    else if (button.dataset.libraryGo === "back") goBack();
    else close();
  });
  dialog.addEventListener("close", () => {
    opened = [];
    place.replaceChildren();
    // A browser that gives a tapped button no focus has none to give back.
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  });
  return { close };
}

// What comes in the kit knows no address: its links are those of the first page.
export function rebase(place) {
  for (const found of place.querySelectorAll("a[href]")) {
    const given = found.getAttribute("href");
    if (/^[a-z]+[/?]/.test(given)) found.href = (document.body.dataset.base || "") + given;
  }
}
