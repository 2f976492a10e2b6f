import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { MATRIX, REACT_18, tool } from "../../harness/folders.mjs";
import { writeExamples } from "../../harness/guide.mjs";
import { serveFolder } from "../../harness/pages.mjs";
import { run } from "../../harness/processes.mjs";
import { buys, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

const TAG =
  '<lutine-offer value="249.00" currency="USD" origin="US" destination="US" policyholder-country="US"></lutine-offer>';

export const trials = {
  "React, Vite": (cwd) =>
    withServer(async (server) => {
      writeExamples(cwd, "react", server.origin);
      await run(tool("vite"), ["build"], { cwd });
      return serveFolder(join(cwd, "dist"), (url) => buys(url, server));
    }),
  "React 19, hydrated": (cwd) => hydrated(cwd, MATRIX),
  "React 18, hydrated": (cwd) => hydrated(cwd, REACT_18),
};

/** Drawn on a server and hydrated by React's development build, which complains of all that differs: with StrictMode. */
async function hydrated(cwd, react) {
  // Before the element is defined, and after: a script tag was here first.
  for (const tag of ["", '<script type="module" src="HOST/embed/v1/lutine.js" data-key="pk_demo"></script>']) {
    await withServer(async (server) => {
      writeExamples(cwd, "react", server.origin);
      const modules = join(react, "node_modules");
      const bundle = (entry, platform) => {
        const alias = ["react", "react-dom"].map((name) => `--alias:${name}=${join(modules, name)}`);
        const env = "--define:process.env.NODE_ENV=\"development\"";
        const options = ["--bundle", "--jsx=automatic", "--format=esm", `--platform=${platform}`, env, ...alias];
        const banner = platform === "node" ? ["--banner:js=import{createRequire}from'module';const require=createRequire(import.meta.url);"] : [];
        return run(tool("esbuild"), [entry, ...options, ...banner, "--outdir=hydrated", "--out-extension:.js=.mjs"], { cwd });
      };
      await bundle("server.jsx", "node");
      await bundle("hydrate.jsx", "browser");
      const drawn = (await run(process.execPath, ["hydrated/server.mjs"], { cwd })).trim();
      if (!drawn.includes(TAG)) throw new Error(`the server drew ${drawn}`);
      const scripts = `${tag.replace("HOST", server.origin)}<script type="module" src="hydrate.mjs"></script>`;
      writeFileSync(join(cwd, "hydrated/index.html"), `<!doctype html><html lang="en"><title>Shop</title><div id="root">${drawn}</div>${scripts}`);
      await serveFolder(join(cwd, "hydrated"), (url) => buys(url, server, { missing: /Download the React DevTools/ }));
    });
  }
  return "no complaint, before and after";
}
