// What a bundler leaves in `dist`: two pages' scripts, and a script for a server.

import { cpSync } from "node:fs";
import { join } from "node:path";

import { reportsOf, serveFolder } from "./pages.mjs";
import { run } from "./processes.mjs";

/** Runs the server's script alone and opens both pages. */
export async function reportsOfBundle(cwd, script) {
  const dist = join(cwd, "dist");
  for (const page of ["inlined.html", "web.html"]) cpSync(join(cwd, page), join(dist, page));
  const server = JSON.parse(await run(process.execPath, [join(dist, script)], { cwd }));
  return { ...(await serveFolder(dist, reportsOf)), server };
}
