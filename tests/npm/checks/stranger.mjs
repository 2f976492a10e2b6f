// A stranger's empty folder, far from this repository: the tarball alone, and one quote.

import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CALL, TOTAL } from "../harness/call.mjs";
import { run } from "../harness/processes.mjs";
import { install } from "../harness/project.mjs";

const quote = (head) => `${head}
  const [{ total }] = quote(${JSON.stringify(CALL)}).offers;
  console.log(total.amount, total.currency);`;

const WAYS = {
  import: ["--input-type=module", "--eval", quote('import { quote } from "@lutine/core";')],
  require: ["--input-type=commonjs", "--eval", quote('const { quote } = require("@lutine/core");')],
};

// On a server there is nothing to load, and nothing to fail.
const load = (head) => `${head}
  const options = { key: "pk_demo", api: "https://lutine.example" };
  loadLutine(options).then((outcome) => console.log(typeof loadLutine, typeof outcome));`;

const OFFER = {
  import: ["--input-type=module", "--eval", load('import { loadLutine } from "@lutine/offer";')],
  require: ["--input-type=commonjs", "--no-warnings", "--eval", load('const { loadLutine } = require("@lutine/offer");')],
};

export const trials = {
  "A stranger's folder": async ({ core }) => {
    const version = await strange(core, "core", WAYS, TOTAL);
    return `${version}: ${TOTAL} by ${Object.keys(WAYS).join(" and ")}`;
  },
  "A stranger's server": async ({ offer }) => {
    const version = await strange(offer, "offer", OFFER, "function undefined");
    return `${version}: nothing by ${Object.keys(OFFER).join(" and ")}`;
  },
};

/** Installs a tarball alone, asks it in each way, and returns its version. */
async function strange(tarball, name, ways, wanted) {
  const cwd = mkdtempSync(join(tmpdir(), "lutine-"));
  try {
    await install(cwd, tarball);
    const found = readdirSync(join(cwd, "node_modules")).filter((name) => !name.startsWith("."));
    if (found.join() !== "@lutine") throw new Error(`it brought ${found.join(", ")}`);
    for (const [way, args] of Object.entries(ways)) {
      const said = (await run(process.execPath, args, { cwd })).trim();
      if (said !== wanted) throw new Error(`${way}: ${said}, not ${wanted}`);
    }
    return JSON.parse(readFileSync(join(cwd, "node_modules", "@lutine", name, "package.json"), "utf8")).version;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
