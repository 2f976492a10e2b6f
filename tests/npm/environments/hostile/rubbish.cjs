// What callers do to a package, on purpose or not. Whatever is not as it should be ends this with an error.

const assert = require("node:assert/strict");
const core = require("@lutine/core");

const OPTIONS = { asOf: "2026-11-21", programmes: ["house-usd"] };
const ROW = { amount: "249.00", currency: "USD", origin: "US", destination: "US" };
const TABLE = { amount: Float64Array.of(249_00), currency: "USD", origin: "US", destination: "US" };
const CALL = {
  asOf: "2026-11-21",
  programmes: ["house-usd"],
  shipment: { origin: { country: "US" }, destination: { country: "US" }, insurance: { amount: "249.00", currency: "USD" }, parcels: [{}] },
};

const thrower = { get amount() { throw "{"; } };
const cycle = {};
cycle.cycle = cycle;
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const detached = (list) => {
  structuredClone(list.buffer, { transfer: [list.buffer] });
  return list;
};
class Short extends Float64Array {
  get length() {
    return 1;
  }
}
const ownLength = Object.defineProperty(new Float64Array(1000), "length", { value: 1 });
const sparse = [];
sparse.length = 2 ** 28;

const VALUES = [
  undefined, null, true, 5, 5n, NaN, "", "{", Symbol("x"), () => {}, [], {}, new Map([["asOf", 1]]), new Date(0), thrower, cycle,
  revoked({}), revoked([]), new Proxy({}, { get: () => { throw 1; } }), Object.create(null), JSON.parse('{"__proto__":{"asOf":1}}'),
  "\ud83d", "\0", new Uint8Array(3), new DataView(new ArrayBuffer(8)), "x".repeat(100_000),
];
const LISTS = [
  new Short(1000), ownLength, sparse, new Array(10), new BigInt64Array(3), new DataView(new ArrayBuffer(8)),
  detached(new Float64Array(3)), detached(new Uint32Array(3)), new Float64Array(0), [NaN, Infinity, -0, 1.5, "12.50", 1e300, -1e300, 9.2247e18],
];

let asked = 0;

/** Asks, and sees that the next quote is what it always is. */
function ask(question) {
  const answer = question();
  asked += 1;
  assert.ok(["quoted", "invalid", "payable", "nothing", "valid"].includes(answer.outcome), answer.outcome);
  assert.equal(core.quote(CALL).offers[0].total.amount, "2.49");
  return answer;
}

// A title that was cut in the middle of a picture, as `slice` does, is a title all the same.
const cut = "shirt \\\ud83d".slice(0, 7) + "\ud83d";
const cutCall = structuredClone(CALL);
cutCall.shipment.insurance.content = cut;
assert.equal(ask(() => core.quote(cutCall)).offers[0].parcels[0].category, "apparel");
assert.equal(ask(() => core.quoteMany([{ ...ROW, content: cut }], OPTIONS)).rows[0].outcome, "quoted");
const columns = { ...TABLE, content: { values: [cut], codes: Uint32Array.of(0) } };
assert.equal(ask(() => core.quoteMany(columns, OPTIONS)).premium[0], 249);

for (const value of VALUES) {
  ask(() => core.quote(value));
  ask(() => core.quote({ ...CALL, shipment: value }));
  ask(() => core.payout(value));
  ask(() => core.createPricer(value));
  ask(() => core.createPricer([value]));
  ask(() => core.createPricer([], { carriers: value }));
  ask(() => core.quoteMany(value, OPTIONS));
  ask(() => core.quoteMany([value], OPTIONS));
  ask(() => core.quoteMany(TABLE, value));
  ask(() => core.quoteMany({ ...TABLE, carrier: value }, OPTIONS));
  ask(() => core.quoteMany({ ...TABLE, carrier: { values: [value], codes: [0] } }, OPTIONS));
  for (const name of ["carrier", "amount", "origin", "reference", "colour", "__proto__", "constructor"]) {
    const { rows } = ask(() => core.quoteMany([{ ...ROW, [name]: value }, ROW], OPTIONS));
    assert.equal(rows[1].total?.amount, "2.49", `beside a row with ${name} ${typeof value}`);
  }
}
for (const list of LISTS) {
  ask(() => core.quoteMany({ ...TABLE, amount: list }, OPTIONS));
  ask(() => core.quoteMany({ ...TABLE, carrier: { values: ["ups"], codes: list } }, OPTIONS));
  ask(() => core.quoteMany({ ...TABLE, carrier: { values: list, codes: [0] } }, OPTIONS));
}

// What is no cell is none in the row behind, either, whatever stood before.
const broken = { toJSON: () => { throw new Error("toJSON"); } };
const cells = ["apparel", broken, broken].map((category) => ({ ...ROW, category }));
assert.deepEqual(ask(() => core.quoteMany(cells, OPTIONS)).rows.map((row) => row.outcome), ["quoted", "invalid", "invalid"]);
// Names that no row has take no memory, and texts are not rows.
const named = Array.from({ length: 20_000 }, (_, index) => ({ ...ROW, [`name ${index}`]: 1 }));
assert.ok(ask(() => core.quoteMany([...named, "x".repeat(1_000), ROW], OPTIONS)).rows.every((row, index) =>
  row.outcome === (index > named.length ? "quoted" : "invalid")));
// What another thread may make longer is copied first.
const shared = new Float64Array(new SharedArrayBuffer(8));
shared[0] = 24_900;
assert.equal(ask(() => core.quoteMany({ ...TABLE, amount: shared }, OPTIONS)).total[0], 249);

// A list that is absent is the shipped one, however it is absent.
assert.equal(core.createPricer([], { carriers: undefined, categories: null }).outcome, "valid");
// What is given out is the caller's.
core.programmes()[0].id = "changed";
require("@lutine/core/programmes.json").programmes.length = 0;
assert.equal(core.programmes()[0].id, "fedex-declared-value");
// Many rows with the same fault share it; a million is the most.
const faulty = core.quoteMany({ ...TABLE, amount: new Float64Array(200_000) }, OPTIONS);
assert.ok(faulty.answers.length < 10, `${faulty.answers.length} answers`);
assert.match(core.quoteMany({ ...TABLE, amount: new Float64Array(1_000_001) }, OPTIONS).errors[0].message, /at most 1000000/);
// Names from elsewhere are no cells.
Object.prototype.colour = "red";
assert.equal(core.quoteMany([ROW], OPTIONS).rows[0].outcome, "quoted");
delete Object.prototype.colour;
// A pricer that was freed says so, and frees once.
const { pricer } = core.createPricer([]);
pricer.free();
pricer.free();
assert.throws(() => pricer.quote(CALL), /freed/);

console.log(`${asked} questions, none of which broke anything`);
