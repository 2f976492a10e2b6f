import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { tool } from "../../harness/folders.mjs";
import { writeExamples } from "../../harness/guide.mjs";
import { run, serve } from "../../harness/processes.mjs";
import { buys, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

const TAG = /<lutine-offer value="249\.00" currency="USD"[^>]*><\/lutine-offer>/;

const drawnAndBought = (cwd) =>
  withServer(async (server) => {
    const env = { DIST: ".next" };
    writeExamples(cwd, "next", server.origin);
    const [component] = writeExamples(cwd, "react", server.origin);
    writeFileSync(join(cwd, "app", component), `"use client";\n${readFileSync(join(cwd, component), "utf8")}`);
    await run(tool("next"), ["build"], { cwd, env });
    const args = ["start", "--hostname", "127.0.0.1", "--port", "0"];
    return serve(tool("next"), args, { cwd, env, ready: /Local:\s+(http:\S+)/ }, async ([, url]) => {
      const drawn = await (await fetch(url)).text();
      if (!TAG.test(drawn)) throw new Error(`the server drew ${drawn}`);
      return buys(url, server);
    });
  });

export const trials = { "Offer in Next": drawnAndBought };
