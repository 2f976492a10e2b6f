// The examples of the guide, which stand nowhere else: a project gets those of its folder, with a running server's address.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The address that stands for the merchant's server in the guide. */
const HOST = /https:\/\/lutine\.example/g;

/** Every example that has a name, by that name: the second word behind the fence. */
export function examplesOf(text) {
  const fences = text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms);
  return Object.fromEntries([...fences].map(([, name, code]) => [name, code]));
}

/** The guide as it is packed into the tarball that a project has installed. */
export const guideOf = (cwd) => examplesOf(readFileSync(join(cwd, "node_modules/@lutine/offer/EMBEDDING.md"), "utf8"));

export function exampleOf(cwd, name, api) {
  const code = guideOf(cwd)[name];
  if (code === undefined) throw new Error(`the guide has no example \`${name}\``);
  return code.replace(HOST, api);
}

/** Writes the examples of one folder of the guide into the project, and says which. */
export function writeExamples(cwd, folder, api, change = (code) => code) {
  const names = Object.keys(guideOf(cwd)).filter((name) => name.startsWith(`${folder}/`));
  if (names.length === 0) throw new Error(`the guide has no example in \`${folder}/\``);
  return names.map((name) => {
    const file = name.slice(folder.length + 1);
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), change(exampleOf(cwd, name, api)));
    return file;
  });
}
