// Every example of the package's README that is a page's script, in the order in which a page would have them.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { tool } from "../../harness/folders.mjs";
import { serveFolder, visit } from "../../harness/pages.mjs";
import { run } from "../../harness/processes.mjs";
import { inState, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

const ELEMENT = `<lutine-offer value="249.00" currency="USD" origin="US" destination="US"></lutine-offer>`;

export const trials = {
  "README of the offer": (cwd) =>
    withServer(async (server) => {
      const readme = readFileSync(join(cwd, "node_modules/@lutine/offer/README.md"), "utf8");
      const found = [...readme.matchAll(/^```js page\n(.*?)^```/gms)].map(([, code]) => code);
      const [load, pay, speak] = found.map((code) => code.replaceAll("https://lutine.example", server.origin));
      await opens(cwd, load, (page) => inState(page, "offered"));
      await opens(cwd, `${load}${pay}\nglobalThis.outcome = outcome;`, async (page) => {
        const outcome = await (await page.waitForFunction(() => globalThis.outcome)).jsonValue();
        if (outcome !== "unanswered") throw new Error(`nobody answered, and it is ${outcome}`);
      });
      await opens(cwd, `import { loadLutine } from "@lutine/offer";\n${speak}`, async (page) => {
        await inState(page, "offered");
        await page.getByRole("radio", { name: "Yes, insure my parcel" }).waitFor({ timeout: 10_000 });
        await page.getByText("Insure your parcel?").waitFor();
      });
      return `${found.length} examples do what they say`;
    }),
};

async function opens(cwd, code, use) {
  writeFileSync(join(cwd, "example.js"), code);
  await run(tool("esbuild"), ["example.js", "--bundle", "--format=esm", "--outdir=dist"], { cwd });
  const script = '<script type="module" src="dist/example.js"></script>';
  writeFileSync(join(cwd, "index.html"), `<!doctype html><html lang="en"><title>Shop</title>${ELEMENT}${script}`);
  await serveFolder(cwd, (url) => visit(url, use));
}
