// The plan on paper: filled into the template that comes with the form, and printed by the browser.

export function printPlan(template, { title, made, strands, reminders }, { file, language }) {
  const sheet = template.content.firstElementChild.cloneNode(true);
  const part = (name, within = sheet) => within.querySelector(`[data-sheet=${name}]`);
  const write = (place, texts) => {
    for (const [name, text] of Object.entries(texts)) part(name, place).textContent = text;
    return place;
  };
  const copy = (name) => part(name).content.firstElementChild.cloneNode(true);
  write(sheet, { made });
  for (const strand of strands) {
    for (const { number, title: name, text, step, when, who } of strand.actions) {
      const facts = { name: strand.name, short: strand.short, title: `${number}. ${name}`, text, step, when, who };
      part("actions").append(write(copy("action"), facts));
    }
  }
  for (const { when, numbers: n, ask } of reminders) {
    const of = n ? file.of.replace("{n}", n) : "";
    part("reminders").append(write(copy("reminder"), { when, of, ask }));
  }
  part("moments").hidden = !reminders.length;
  // A notebook would print the whole lab, and gets a document of its own.
  (document.body.matches(".phone") ? printHere : printApart)(sheet, title, language);
}

// What was put in place for the printer goes at the next touch, and not when the browser says that
// printing is over: some phones say so before they have drawn anything.
function printHere(sheet, title) {
  const { body } = document;
  const before = document.title;
  body.append(sheet);
  body.classList.add("on-paper");
  document.title = title; // what a PDF is called
  function tidy() {
    sheet.remove();
    body.classList.remove("on-paper");
    document.title = before;
    for (const event of ["pointerdown", "keydown"]) removeEventListener(event, tidy, true);
  }
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, tidy, true);
  window.print?.();
}

function printApart(sheet, title, language) {
  document.querySelector("iframe[data-plan-sheet]")?.remove();
  const frame = document.createElement("iframe");
  frame.dataset.planSheet = "";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  // Firefox prints no frame that is not displayed.
  frame.style.cssText = "position: fixed; width: 0; height: 0; border: 0;";
  frame.srcdoc = "<!doctype html>";
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    page.documentElement.lang = language;
    page.title = title;
    page.body.className = "on-paper";
    page.body.append(sheet);
    frame.contentWindow.focus();
    frame.contentWindow.print();
  });
  document.body.append(frame);
}
