// How long `require` and a first quote take in a new process, in milliseconds: the least of 25, for whatever else the
// machine does only adds to it.
// node start.mjs [folder of the package]
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const folder = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const call = {
  asOf: "2026-11-21",
  shipment: {
    origin: { country: "US" },
    destination: { country: "US" },
    insurance: { amount: "249.00", currency: "USD" },
    parcels: [{}],
  },
};
const first = `
  const started = performance.now();
  const { quote } = require(require("node:path").resolve(${JSON.stringify(folder)}, "node.cjs"));
  const { offers } = quote(${JSON.stringify(call)});
  const took = performance.now() - started;
  if (offers.length === 0) throw new Error("nothing was offered");
  console.log(took);
`;
const times = Array.from({ length: 25 }, () => Number(execFileSync(process.execPath, ["-e", first])));
console.log(Math.min(...times).toFixed(2));
