// What is there before the first project: the tools, the tarball, the corpus.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { readCorpus } from "./corpus.mjs";
import { MATRIX, PACKED, SOURCE, TESTS } from "./folders.mjs";
import { run } from "./processes.mjs";

/** Installs the tools, once for each lock file. */
export async function installTools() {
  const files = ["package.json", "package-lock.json"];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(join(SOURCE, file)));
  const stamp = join(MATRIX, "node_modules", ".installed");
  const wanted = hash.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  mkdirSync(MATRIX, { recursive: true });
  for (const file of files) cpSync(join(SOURCE, file), join(MATRIX, file));
  // Every binary comes as a package. Of their install scripts only Bun's is needed: it puts its own in place.
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: MATRIX });
  await run(process.execPath, ["install.js"], { cwd: join(MATRIX, "node_modules", "bun") });
  writeFileSync(stamp, wanted);
}

/** The one tarball that is to be tried. */
export function findTarball() {
  const found = existsSync(PACKED) ? readdirSync(PACKED).filter((name) => /^lutine-core-.*\.tgz$/.test(name)) : [];
  if (found.length !== 1) {
    throw new Error(`${PACKED} holds ${found.length} tarballs, wanted one: \`cargo xtask npm\` packs it`);
  }
  return join(PACKED, found[0]);
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
