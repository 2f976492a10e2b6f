// Every example of the package's README, run as it stands there; what it prints is what it says that it prints.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { CALL } from "../../harness/call.mjs";
import { tool } from "../../harness/folders.mjs";
import { reportOf, serveFolder } from "../../harness/pages.mjs";
import { run, serve } from "../../harness/processes.mjs";

export const trials = {
  "README": async (cwd) => {
    const readme = readFileSync(join(cwd, "node_modules", "@lutine", "core", "README.md"), "utf8");
    const found = [...readme.matchAll(/^```js *(\w*)\n(.*?)^```/gms)];
    for (const [index, [, where, code]] of found.entries()) await PLACES[where](cwd, code, `example-${index}`);
    for (const where of Object.keys(PLACES)) {
      if (!found.some(([, place]) => place === where)) throw new Error(`it has no example of "js ${where}"`);
    }
    return `${found.length} examples do what they say`;
  },
};

/** Where an example runs, by the word after `js`. */
const PLACES = { "": inNode, worker: inWorkerd, page: inPage };

async function inNode(cwd, code, name) {
  writeFileSync(join(cwd, `${name}.mjs`), code);
  const printed = await run(process.execPath, [`${name}.mjs`], { cwd });
  const promised = [...code.matchAll(/^\/\/ prints (.*)$/gm)].map(([, line]) => `${line}\n`).join("");
  if (promised === "") throw new Error(`an example promises nothing:\n${code}`);
  if (printed !== promised) throw new Error(`an example prints\n${printed}and not\n${promised}\n${code}`);
}

async function inWorkerd(cwd, code) {
  writeFileSync(join(cwd, "worker.mjs"), code);
  const bundle = ["worker.mjs", "--bundle", "--format=esm", "--conditions=workerd", "--outdir=dist"];
  await run(tool("esbuild"), [...bundle, "--out-extension:.js=.mjs", "--loader:.wasm=copy", "--asset-names=[name]"], { cwd });
  const ready = /"socket":"worker","port":(\d+)/;
  await serve(tool("workerd"), ["serve", "workerd.capnp", "--control-fd=1"], { cwd, ready }, async ([, port]) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(CALL) });
    const answer = await response.json();
    if (!(answer.offers?.length > 0)) throw new Error(`the worker answers ${JSON.stringify(answer)}`);
  });
}

async function inPage(cwd, code) {
  const page = `<!doctype html><meta charset="utf-8"><title>nothing yet</title>
    <script type="importmap">{ "imports": { "@lutine/core/web": "./node_modules/@lutine/core/web.js" } }</script>
    <script type="module">const call = ${JSON.stringify(CALL)};\n${code}\nglobalThis.report = document.title;</script>`;
  // An import stands at the head of a module.
  const [imports] = code.match(/^import .*$/m);
  writeFileSync(join(cwd, "page.html"), page.replace(imports, "").replace("const call", `${imports}\nconst call`));
  const title = await serveFolder(cwd, (url) => reportOf(new URL("page.html", url).href));
  if (title !== "quoted") throw new Error(`the page's title is ${title}`);
}
