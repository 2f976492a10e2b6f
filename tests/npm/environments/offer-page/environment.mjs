import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { exampleOf, writeExamples } from "../../harness/guide.mjs";
import { serveFolder, visit } from "../../harness/pages.mjs";
import { accepts, buys, inState, withServer } from "../../harness/shopping.mjs";
import { isAsDescribed } from "./description.mjs";

export const tries = "offer";

export const trials = {
  "Guide: a page": (cwd) =>
    withServer((server) => {
      writeExamples(cwd, "page", server.origin);
      return serveFolder(cwd, (url) => buys(url, server));
    }),
  "Guide: strict policy": (cwd) => withServer((server) => strictly(cwd, server, "csp", accepts)),
  "Guide: policy for a frame": (cwd) => withServer((server) => strictly(cwd, server, "csp-frame", acceptsInFrame)),
  "The element as described": (cwd) =>
    withServer(async (server) => {
      writePage(cwd, `<script type="module" src="${server.origin}/embed/v1/lutine.js" data-key="pk_demo"></script>`);
      await serveFolder(cwd, (url) => visit(url, async (page) => {
        await accepts(page);
        await isAsDescribed(page, cwd);
      }));
      return "as in custom-elements.json";
    }),
  "Guide: pinned version": (cwd) =>
    withServer(async (server) => {
      const { version } = JSON.parse(readFileSync(join(cwd, "node_modules/@lutine/offer/package.json"), "utf8"));
      const { files } = await (await fetch(`${server.origin}/embed/${version}/integrity.json`)).json();
      const tag = exampleOf(cwd, "pinned", server.origin);
      if (!tag.includes(`/embed/${version}/`)) throw new Error(`the guide pins another version than ${version}`);
      writePage(cwd, tag.replace("sha384-…", files["lutine.js"]));
      await serveFolder(cwd, (url) => visit(url, accepts));
      // Another hash than these bytes have: nothing runs, and the shop goes on.
      writePage(cwd, tag.replace("sha384-…", `sha384-${"A".repeat(64)}`));
      await serveFolder(cwd, (url) => visit(url, isUndefined, { missing: /integrity/ }));
      return "these bytes or none";
    }),
};

const ELEMENT = `<lutine-offer value="249.00" currency="USD" origin="US" destination="US"></lutine-offer>`;

function writePage(cwd, head) {
  writeFileSync(join(cwd, "index.html"), `<!doctype html><html lang="en"><title>Shop</title>${head}${ELEMENT}`);
}

/** The directives as the guide has them, and Trusted Types: the widget needs nothing else, so the page has nothing else. */
async function strictly(cwd, server, example, use) {
  const policy = exampleOf(cwd, example, server.origin).trim();
  const headers = { "content-security-policy": `${policy}; require-trusted-types-for 'script'; trusted-types 'none'` };
  writePage(cwd, `<script type="module" src="${server.origin}/embed/v1/lutine.js" data-key="pk_demo"></script>`);
  await serveFolder(cwd, (url) => visit(url, use), { headers });
  return policy.replaceAll(server.origin, "HOST");
}

/** The same widget, with the answers in a frame from the server. */
async function acceptsInFrame(page) {
  await inState(page, "offered");
  const [, frame] = page.frames();
  await frame.getByRole("radio", { name: /^Yes/ }).click();
  await inState(page, "accepted");
}

async function isUndefined(page) {
  await page.waitForLoadState("networkidle");
  const defined = await page.evaluate(() => Boolean(customElements.get("lutine-offer")));
  if (defined) throw new Error("it runs all the same");
}
