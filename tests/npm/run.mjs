// Tries the packed `@lutine/core` and `@lutine/offer` in every environment that they are made for:
// `node tests/npm/run.mjs [names…]`.
//
// `checks/` are asked of the tarballs alone. A folder of `environments/` is a template: it becomes a project in which a tarball
// is installed, and its `environment.mjs` builds, serves and asks it. One that `tries` no other package tries the core,
// and has `shared/` and the corpus too.

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { countsOf } from "./harness/corpus.mjs";
import { SOURCE } from "./harness/folders.mjs";
import { closeBrowser } from "./harness/pages.mjs";
import { makeProject } from "./harness/project.mjs";
import { judge } from "./harness/reports.mjs";
import { findTarballs, installTools, writeCorpus } from "./harness/tools.mjs";

const CHECKS = join(SOURCE, "checks");
const ENVIRONMENTS = join(SOURCE, "environments");

const checks = readdirSync(CHECKS).map((file) => basename(file, ".mjs"));
const known = [...checks, ...readdirSync(ENVIRONMENTS)];
const names = process.argv.length > 2 ? process.argv.slice(2) : known;
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no such environment: ${unknown.join(", ")}; there are ${known.join(", ")}`);
  process.exit(2);
}

const begun = performance.now();
const { tarballs, corpus, folder } = await prepare().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
const wanted = countsOf(corpus);
say("tools and corpus", `${corpus.vectors.length} vectors`, begun);

let failed = 0;
for (const name of names) await tryOne(name);
await closeBrowser();
say("all", failed === 0 ? "as they should be" : `${failed} FAILED`, begun);
// Whatever a tool left running ends with this.
process.exit(failed === 0 ? 0 : 1);

async function prepare() {
  const tarballs = findTarballs();
  await installTools();
  return { tarballs, ...(await writeCorpus()) };
}

/** Every trial of a check, which is given the tarballs, or of an environment, which is given a project that holds one. */
async function tryOne(name) {
  const isCheck = checks.includes(name);
  const file = isCheck ? join(CHECKS, `${name}.mjs`) : join(ENVIRONMENTS, name, "environment.mjs");
  const { trials, tries = "core" } = await import(file);
  const folders = tries === "core" ? [join(SOURCE, "shared"), folder] : [];
  let given = isCheck ? tarballs : undefined;
  for (const [title, trial] of Object.entries(trials)) {
    const since = performance.now();
    try {
      given ??= await makeProject(name, { tarball: tarballs[tries], folders });
      say(title, judge(await trial(given), wanted), since);
    } catch (error) {
      failed += 1;
      say(title, "FAILED", since);
      console.log(`  ${String(error.message ?? error).trim().replaceAll("\n", "\n  ")}`);
    }
  }
}

function say(title, what, since) {
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`${title.padEnd(24)} ${what.padEnd(40)} ${seconds.padStart(6)} s`);
}
