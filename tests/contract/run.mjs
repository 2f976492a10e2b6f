// Schemathesis over a server of its own, once for every kind of caller: whatever is sent, no answer is a server's error, and
// none is one that the document of the API does not know.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Server } from "../e2e/support/server.mjs";

const { LUTINE_SCHEMATHESIS = "target/tools/schemathesis/bin/st" } = process.env;

/**
 * All but what no document can hold: that whatever fits its schema is taken. A reader also knows that items add up and that a
 * currency exists.
 */
const RUN = [
  "--checks", "all", "--exclude-checks", "positive_data_acceptance", "--max-examples", "20", "--generation-deterministic", "--suppress-health-check", "all", "--continue-on-failure",
  "--warnings", "off", "--no-color",
];

const CALL = {
  shipment: {
    origin: { country: "US" },
    destination: { country: "US" },
    carrier: "usps",
    insurance: { amount: "249.00", currency: "USD", content: "t-shirts" },
    parcels: [{}],
  },
  programmes: ["house-usd"],
};

const server = await Server.start();
const folder = await mkdtemp(join(tmpdir(), "lutine-contract-"));
try {
  const { known, shopper } = await sold();
  const config = join(folder, "schemathesis.toml");
  await writeFile(config, dictionaries(known));
  const callers = {
    "a publishable key": { key: "pk_demo", phases: "coverage,fuzzing" },
    "the secret": { key: server.secret, phases: "coverage,fuzzing" },
    // Whom most routes turn away, whatever they send.
    "a shopper's token": { key: shopper, phases: "fuzzing" },
    "no key": { phases: "fuzzing" },
  };
  const failed = [];
  for (const [who, caller] of Object.entries(callers)) {
    console.log(`\nSchemathesis with ${who}`);
    if (!(await passes(config, caller))) failed.push(who);
  }
  if (failed.length > 0) {
    console.error(`\nthe server and its document differ with ${failed.join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}

/** Sells a little, so that there is something to be found: what a caller would know of it, by where it goes. */
async function sold() {
  const { texts } = await server.read("/v1/config");
  const { hash } = texts["house-usd"].en;
  const offers = [];
  for (let count = 0; count < 4; count += 1) offers.push((await post("/v1/quotes", CALL)).offers[0]);
  const bookings = [];
  for (const { quote, total } of offers.slice(0, 2)) {
    bookings.push(await post("/v1/bookings", {
      quote: quote.token,
      order: { id: `order-${quote.id}`, value: { amount: "249.00", currency: "USD" } },
      policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
      consent: { basis: "merchant", quoteId: quote.id, total, textHash: hash, locale: "en", shown: "Insured." },
    }));
  }
  const quotes = offers.map(({ quote }) => quote.id);
  const known = {
    "path.id": [...bookings.map(({ id }) => id), ...quotes, "not-found"],
    "query.after": bookings.map(({ id }) => id),
    "body.quote": offers.map(({ quote }) => quote.token),
    "body.consent.quoteId": quotes,
    "body.consent.textHash": [hash],
  };
  return { known, shopper: bookings[0].shopperToken };
}

async function post(path, body) {
  const response = await fetch(server.origin + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.secret}`, "content-type": "application/json", "idempotency-key": crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return response.json();
}

/** A configuration that sends, every other time, what is known. */
function dictionaries(known) {
  const entries = Object.entries(known).map(([place, values], index) => ({ place, values, name: `known-${index}` }));
  const lists = entries.map(({ name, values }) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}\n`);
  const bindings = entries.map(({ place, name }) => `"${place}" = { dictionary = "${name}", probability = 0.5 }\n`);
  return `${lists.join("\n")}\n[parameters]\n${bindings.join("")}`;
}

async function passes(config, { key, phases }) {
  const header = key ? ["--header", `Authorization: Bearer ${key}`] : [];
  const run = ["--config-file", config, "run", `${server.origin}/openapi.json`, ...RUN, "--phases", phases, ...header];
  const [code] = await once(spawn(resolve(LUTINE_SCHEMATHESIS), run, { stdio: "inherit", cwd: folder }), "exit");
  return code === 0;
}
