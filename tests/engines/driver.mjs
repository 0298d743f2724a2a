// Drives one Firefox (WebDriver BiDi) or Chromium for tests: a line of JSON in, a line out.
// Arguments: the folder where puppeteer-core is installed, and how to launch.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [place, options] = process.argv.slice(2);
const found = createRequire(`${place}/`).resolve("puppeteer-core");
const { default: puppeteer } = await import(pathToFileURL(found));
const launch = JSON.parse(options);
const browser = await puppeteer.launch(launch);
const pages = new Map();

const handle = async (page, selector) => {
  const found = await page.evaluateHandle(`window.seen(${JSON.stringify(selector)})`);
  if (!found.asElement()) throw new Error(`nothing to see at ${selector}`);
  return found.asElement();
};

const can = {
  async page({ width, height, start, proxy }) {
    const context = await browser.createBrowserContext({
      downloadBehavior: launch.downloadBehavior,
      // Also for an address of this computer, which a browser by itself asks directly.
      ...(proxy && { proxyServer: proxy, proxyBypassList: ["<-loopback>"] }),
    });
    const page = await context.newPage();
    const held = { page, context, wrong: [] };
    page.on("pageerror", (error) => held.wrong.push(String(error?.message ?? error)));
    page.on("console", (said) => said.type() === "error" && held.wrong.push(said.text()));
    await page.setViewport({ width, height });
    await page.evaluateOnNewDocument(start);
    pages.set(pages.size + 1, held);
    return pages.size;
  },
  open: ({ page }, { address }) => page.goto(address, { waitUntil: "load" }).then(() => null),
  evaluate: ({ page }, { script }) => page.evaluate(script),
  click: async ({ page }, { selector }) => (await handle(page, selector)).click(),
  async type({ page }, { selector, text }) {
    const field = await handle(page, selector);
    await field.type(text);
  },
  // A field for a file is often not to be seen: a button stands for it.
  upload: async ({ page }, { selector, path }) => (await page.$(selector)).uploadFile(path),
  screenshot: ({ page }, { path }) => page.screenshot({ path, fullPage: true }).then(() => null),
  wrong: ({ wrong }) => wrong,
  close: ({ context }) => context.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { action, page, ...rest } = JSON.parse(line);
  let said;
  try {
    said = { value: (await (page ? can[action](pages.get(page), rest) : can[action](rest))) ?? null };
  } catch (error) {
    said = { error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
await browser.close();
