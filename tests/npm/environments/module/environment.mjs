import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { reportsOf, serveFolder } from "../../harness/pages.mjs";

const PACKAGE = "./node_modules/@lutine/core/";

// No build at all: an import map says where the package's files lie, as it would with a CDN's address.
function mapImports(cwd, page) {
  const imports = { "@lutine/core": `${PACKAGE}inline.js`, "@lutine/core/web": `${PACKAGE}web.js` };
  const file = join(cwd, page);
  const map = `<script type="importmap">${JSON.stringify({ imports })}</script>\n`;
  writeFileSync(file, readFileSync(file, "utf8").replace("<script", `${map}<script`));
}

export const trials = {
  '<script type="module">': (cwd) => {
    for (const page of ["inlined.html", "web.html"]) mapImports(cwd, page);
    return serveFolder(cwd, reportsOf);
  },
};
