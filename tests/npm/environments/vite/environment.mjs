import { join } from "node:path";

import { tool } from "../../harness/folders.mjs";
import { reportsOf, serveFolder } from "../../harness/pages.mjs";
import { freePort, run, serve } from "../../harness/processes.mjs";

export const trials = {
  "Vite, dev": async (cwd) => {
    const args = ["--host", "127.0.0.1", "--port", String(await freePort()), "--strictPort"];
    return serve(tool("vite"), args, { cwd, ready: /Local:\s+(http:\S+)/ }, ([, url]) => reportsOf(url));
  },
  "Vite, build": async (cwd) => {
    await run(tool("vite"), ["build"], { cwd });
    return serveFolder(join(cwd, "dist"), reportsOf);
  },
};
