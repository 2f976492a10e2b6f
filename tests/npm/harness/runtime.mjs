// Programs that ask the corpus by themselves and print what they found.

import { basename } from "node:path";

import { run } from "./processes.mjs";

/** Runs one, and holds it to the entry of the package that is meant for it. */
export async function asked(command, args, { cwd, entry, env }) {
  const found = JSON.parse(await run(command, args, { cwd, env }));
  if (basename(found.entry) !== entry) throw new Error(`it loaded ${found.entry}, not ${entry}`);
  return found.report;
}
