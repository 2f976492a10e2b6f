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

export const trials = {
  "A stranger's folder": async (tarball) => {
    const cwd = mkdtempSync(join(tmpdir(), "lutine-"));
    try {
      await install(cwd, tarball);
      const found = readdirSync(join(cwd, "node_modules")).filter((name) => !name.startsWith("."));
      if (found.join() !== "@lutine") throw new Error(`it brought ${found.join(", ")}`);
      const { version } = JSON.parse(readFileSync(join(cwd, "node_modules", "@lutine", "core", "package.json"), "utf8"));
      for (const [way, args] of Object.entries(WAYS)) {
        const said = (await run(process.execPath, args, { cwd })).trim();
        if (said !== TOTAL) throw new Error(`${way}: ${said}, not ${TOTAL}`);
      }
      return `${version}: ${TOTAL} by ${Object.keys(WAYS).join(" and ")}`;
    } finally {
      rmSync(cwd, { recursive: true, force: true });
    }
  },
};
