// Node, Deno and Bun: the module lies beside this file. No `new URL` here, which bundlers would take for an asset.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { shipped, start } from "./core.js";

const beside = (file) => readFileSync(join(dirname(fileURLToPath(import.meta.url)), file));
start(beside("core.wasm"));
export const { quote, payout, quoteMany, programmes, createPricer } = shipped(JSON.parse(beside("programmes.json")));
