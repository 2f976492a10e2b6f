// A throw-away project: a template and a tarball, installed as anybody would.

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { MATRIX, SOURCE } from "./folders.mjs";
import { run } from "./processes.mjs";

/** Makes the project of one environment, out of its own files and those of other folders, and returns its folder. */
export async function makeProject(name, { tarball, folders }) {
  const folder = join(MATRIX, name);
  rmSync(folder, { recursive: true, force: true });
  for (const from of [...folders, join(SOURCE, "environments", name)]) cpSync(from, folder, { recursive: true });
  rmSync(join(folder, "environment.mjs"));
  const manifest = { name: `try-${name}`, private: true, type: "module" };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await install(folder, tarball);
  return folder;
}

/** Installs the tarball alone, without a network: it has no dependencies to fetch. */
export async function install(folder, tarball) {
  const quiet = ["--offline", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...quiet, tarball], { cwd: folder });
  return basename(tarball);
}
