// What it takes to price 100,000 parcels with the package, with money libraries, and by hand; in Node and in Chromium.
// node run.mjs [--quick] [--package <folder of the built package>]
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { measured } from "./browser.mjs";
import { measure } from "./measure.mjs";
import { goals, grouped, table } from "./table.mjs";

const COUNT = 100_000;
const LIBRARIES = ["currency.js", "dinero.js", "decimal.js", "big.js", "bignumber.js"];

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, package: { type: "string" } } });
const folder = values.package ? resolve(values.package) : fileURLToPath(new URL("../../../../target/npm/core", import.meta.url));
if (!existsSync(join(folder, "node.js"))) {
  console.error(`${folder} holds no built package: run \`cargo xtask npm\` first`);
  process.exit(1);
}
const options = { count: COUNT, rounds: values.quick ? 3 : 21 };

const lutine = await import(pathToFileURL(join(folder, "node.js")));
const node = measure(lutine, options);
const chromium = await measured(folder, options);
if (JSON.stringify(node.sums) !== JSON.stringify(chromium.sums)) throw new Error("Node and Chromium answer differently");

const runtimes = [
  { runtime: `Node ${process.versions.node}`, ...node },
  { runtime: `Chromium ${chromium.version.split(".")[0]}`, ...chromium },
];
const { quoted, premiums, totals, declined } = node.sums;
const reasons = Object.entries(declined).map(([reason, times]) => `${reason} ${grouped(times)}`).join(", ");
console.log(`${grouped(COUNT)} parcels, the median of ${options.rounds} rounds.`);
console.log(`All say the same: ${grouped(quoted)} quoted, premiums ${grouped(premiums)} and totals ${grouped(totals)} cents; ${reasons}.\n`);
console.log(table(runtimes, COUNT).join("\n"));
console.log(`\n${LIBRARIES.map((library) => `${library} ${version(library)}`).join(", ")}\n`);
console.log(goals(runtimes).join("\n"));

/** The libraries are those of the workspace. Not all of them export their manifest. */
function version(library) {
  const [, start] = /^(.*[\\/]node_modules[\\/])/.exec(createRequire(import.meta.url).resolve(library));
  return JSON.parse(readFileSync(join(start, library, "package.json"), "utf8")).version;
}
