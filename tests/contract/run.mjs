// Schemathesis over a server of its own, once for every kind of caller: whatever is sent, no answer is a server's error, and
// none is one that the document of the API does not know.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Server } from "../e2e/support/server.mjs";

// Finds `lines.py` beside this file, and leaves nothing compiled there.
const HOOKED = {
  ...process.env,
  SCHEMATHESIS_HOOKS: "lines",
  PYTHONPATH: import.meta.dirname,
  PYTHONDONTWRITEBYTECODE: "1",
};
const { LUTINE_SCHEMATHESIS = "target/tools/schemathesis/bin/st" } = process.env;

const RUN = [
  "--max-examples", "20", "--generation-deterministic", "--suppress-health-check", "all", "--continue-on-failure",
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

/** By which operations what is known is sent, and where. */
const PLACES = {
  "^/v1/quotes": { "path.id": "quotes" },
  "^/v1/bookings": {
    "path.id": "bookings", "query.after": "bookings", "body.quote": "tokens", "body.consent.quoteId": "quotes",
    "body.consent.textHash": "hashes",
  },
  "^/v1/claims": { "path.id": "claims", "query.after": "claims", "path.evidence": "evidence", "body.booking": "bookings" },
  "^/v1/webhook-endpoints/": { "path.id": "endpoints" },
  "^/v1/events": { "path.id": "events", "query.after": "events", "query.subject": "bookings", "body.endpoint": "endpoints" },
};

/**
 * All checks but what no document can hold: that whatever fits its schema is taken. A reader also knows that items add up and
 * that a currency exists. And it takes null for absent, which the document does not offer: where so little is sent, null is now
 * and then all that is wrong.
 */
const CHECKS = `[checks.positive_data_acceptance]
enabled = false

[[operations]]
include-name = "POST /v1/webhook-endpoints"
[operations.checks.negative_data_rejection]
enabled = false

# A bad line is an answer among the others.
[[operations]]
include-name = "POST /v1/bookings/batch"
[operations.checks.negative_data_rejection]
enabled = false
`;

const server = await Server.start({ unlimited: true });
const folder = await mkdtemp(join(tmpdir(), "lutine-contract-"));
try {
  const callers = {
    "a publishable key": { key: () => "pk_demo", phases: "coverage,fuzzing" },
    "the secret": { key: () => server.secret, phases: "coverage,fuzzing" },
    "the insurer's key": { key: () => server.insurer, phases: "coverage,fuzzing" },
    // Whom most routes turn away, whatever they send.
    "a shopper's token": { key: ({ shopper }) => shopper, phases: "fuzzing" },
    "no key": { key: () => undefined, phases: "fuzzing" },
  };
  const failed = [];
  for (const [who, { key, phases }] of Object.entries(callers)) {
    console.log(`\nSchemathesis with ${who}`);
    // For each its own, since what one does ends a claim, a booking or an endpoint.
    const { known, shopper } = await sold();
    const config = join(folder, "schemathesis.toml");
    await writeFile(config, dictionaries(known));
    if (!(await passes(config, key({ shopper }), phases))) failed.push(who);
  }
  if (failed.length > 0) {
    console.error(`\nthe server and its document differ with ${failed.join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}

/** Sells a little, loses some of it and asks to be told, so that there is something to be found: what a caller would know. */
async function sold() {
  const { texts } = await server.read("/v1/config");
  const { hash } = texts["house-usd"].en;
  // There is room for twenty, and nobody knows how many were made.
  for (const { id } of (await server.read("/v1/webhook-endpoints")).data) await remove(`/v1/webhook-endpoints/${id}`);
  const endpoints = [];
  for (let count = 0; count < 4; count += 1) {
    endpoints.push(await post("/v1/webhook-endpoints", { url: "https://receiver.invalid/webhooks" }));
  }
  const offers = [];
  for (let count = 0; count < 6; count += 1) offers.push((await post("/v1/quotes", CALL)).offers[0]);
  const bookings = [];
  for (const { quote, total } of offers.slice(0, 4)) {
    bookings.push(await post("/v1/bookings", {
      quote: quote.token,
      order: { id: `order-${quote.id}`, value: { amount: "249.00", currency: "USD" } },
      policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
      consent: { basis: "merchant", quoteId: quote.id, total, textHash: hash, locale: "en", shown: "Insured." },
    }));
  }
  const [claims, evidence] = [[], []];
  const shippedOn = new Date().toISOString().slice(0, 10);
  for (const booking of bookings.slice(0, 3)) {
    const loss = { peril: "loss", amount: "100.00", signed: false, shippedOn };
    const claim = await post("/v1/claims", { booking: booking.id, loss });
    const form = new FormData();
    form.append("kind", "invoice");
    form.append("file", new Blob(["%PDF-1.7\n"], { type: "application/pdf" }), "invoice.pdf");
    const proved = await post(`/v1/claims/${claim.id}/evidence`, form);
    evidence.push(...proved.evidence.map(({ id }) => id));
    claims.push(claim);
  }
  const events = (await server.read("/v1/events?limit=10")).data;
  const ids = (things) => [...things.map(({ id }) => id), "not-found"];
  const known = {
    quotes: offers.map(({ quote }) => quote.id), tokens: offers.map(({ quote }) => quote.token), hashes: [hash],
    bookings: ids(bookings), claims: ids(claims), evidence: [...evidence, "not-found"],
    endpoints: ids(endpoints), events: ids(events),
  };
  return { known, shopper: bookings[0].shopperToken };
}

async function remove(path) {
  const response = await fetch(server.origin + path, { method: "DELETE", headers: { authorization: `Bearer ${server.secret}` } });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
}

async function post(path, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(server.origin + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${server.secret}`, "idempotency-key": crypto.randomUUID(),
      ...(!isForm && { "content-type": "application/json" }),
    },
    body: isForm ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  return response.json();
}

/** A configuration that sends, every other time, what is known. */
function dictionaries(known) {
  const lists = Object.entries(known).map(([name, values]) => `[dictionaries.${name}]\nvalues = ${JSON.stringify(values)}\n`);
  const operations = Object.entries(PLACES).map(([path, places]) => {
    const bindings = Object.entries(places).map(
      ([place, name]) => `"${place}" = { dictionary = "${name}", probability = 0.5 }\n`,
    );
    return `[[operations]]\ninclude-path-regex = "${path}"\n[operations.parameters]\n${bindings.join("")}`;
  });
  return [CHECKS, ...lists, ...operations].join("\n");
}

async function passes(config, key, phases) {
  const header = key ? ["--header", `Authorization: Bearer ${key}`] : [];
  const run = ["--config-file", config, "run", `${server.origin}/openapi.json`, ...RUN, "--phases", phases, ...header];
  const [code] = await once(spawn(resolve(LUTINE_SCHEMATHESIS), run, { stdio: "inherit", cwd: folder, env: HOOKED }), "exit");
  return code === 0;
}
