import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { tool } from "../../harness/folders.mjs";
import { writeExamples } from "../../harness/guide.mjs";
import { serveFolder } from "../../harness/pages.mjs";
import { run } from "../../harness/processes.mjs";
import { buys, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

const TAG =
  '<lutine-offer value="249.00" currency="USD" origin="US" destination="US" policyholder-country="US"></lutine-offer>';

export const trials = {
  "Vue, drawn by a server": (cwd) =>
    withServer(async (server) => {
      writeExamples(cwd, "vue", server.origin);
      await run(tool("vite"), ["build"], { cwd });
      await run(tool("vite"), ["build", "--ssr", "server.js", "--outDir", "drawing"], { cwd });
      const { draw } = await import(pathToFileURL(join(cwd, "drawing/server.js")));
      const drawn = await draw();
      if (!drawn.includes(TAG)) throw new Error(`the server drew ${drawn}`);
      const page = join(cwd, "dist/index.html");
      writeFileSync(page, readFileSync(page, "utf8").replace("<!--drawn-->", drawn));
      return serveFolder(join(cwd, "dist"), (url) => buys(url, server));
    }),
};
