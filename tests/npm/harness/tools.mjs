// What is there before the first project: the tools, the tarball, the corpus.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { readCorpus } from "./corpus.mjs";
import { MATRIX, PACKED, REACT_18, SOURCE, TESTS } from "./folders.mjs";
import { run } from "./processes.mjs";

/** Installs the tools, and beside them the oldest React that is tried; each once for its lock file. */
export async function installTools() {
  const isNew = await installLocked(SOURCE, MATRIX);
  // Every binary comes as a package. Of their install scripts only Bun's is needed: it puts its own in place.
  if (isNew) await run(process.execPath, ["install.js"], { cwd: join(MATRIX, "node_modules", "bun") });
  await installLocked(join(SOURCE, "react-18"), REACT_18);
}

async function installLocked(source, folder) {
  const files = ["package.json", "package-lock.json"];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(source, file)));
  const stamp = join(folder, "node_modules", ".installed");
  const wanted = hash.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(join(source, file), join(folder, file));
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  writeFileSync(stamp, wanted);
  return true;
}

/** The tarballs that are to be tried, by the package's name: one of each. */
export function findTarballs() {
  const files = existsSync(PACKED) ? readdirSync(PACKED) : [];
  const only = (name) => {
    const found = files.filter((file) => file.startsWith(`lutine-${name}-`) && file.endsWith(".tgz"));
    if (found.length === 1) return join(PACKED, found[0]);
    throw new Error(`${PACKED} holds ${found.length} tarballs of ${name}, wanted one: \`cargo xtask npm\` packs it`);
  };
  return { core: only("core"), offer: only("offer") };
}

/** Reads the corpus, and leaves it in a folder both as JSON and as a module that anything can load. */
export async function writeCorpus() {
  const entry = createRequire(join(MATRIX, "package.json")).resolve("smol-toml");
  const { parse } = await import(pathToFileURL(entry));
  const corpus = readCorpus(TESTS, parse);
  const folder = join(MATRIX, "corpus");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const json = JSON.stringify(corpus);
  writeFileSync(join(folder, "corpus.json"), json);
  writeFileSync(join(folder, "corpus.mjs"), `export default JSON.parse(${JSON.stringify(json)});\n`);
  return { corpus, folder };
}
