// The vector corpus, asked of a loaded `@lutine/core`. Runs in every environment, so it imports nothing.

const SHOWN = 5;

/** Asks every vector and compares whole answers. Returns plain data, for it leaves a page or a process as JSON. */
export function check(core, { vectors, tariffs, canary }) {
  const asked = { quotes: 0, rows: 0, payouts: 0, programmes: 0 };
  const differences = [];
  const differs = (name, difference) => differences.push(`${name}: ${difference}`);

  const pricers = {};
  for (const [name, programmes] of Object.entries(tariffs)) {
    const made = core.createPricer(programmes);
    if (made.outcome === "valid") pricers[name] = made.pricer;
    else differs(`tariff ${name}`, JSON.stringify(made));
  }

  for (const vector of vectors) {
    try {
      const { kind, answer } = answerTo(vector, core, pricers);
      asked[kind] += 1;
      const difference = differenceOf(answer, vector.answer);
      if (difference) differs(`${vector.file}, ${vector.name}`, difference);
      if (vector.many === undefined) continue;
      const { row, options, answer: wanted } = vector.many;
      asked.rows += 1;
      const rows = differenceOf(pricerOf(vector, core, pricers).quoteMany([row], options), { outcome: "quoted", rows: [wanted] });
      if (rows) differs(`${vector.file}, ${vector.name}, as a row`, rows);
    } catch (error) {
      differs(`${vector.file}, ${vector.name}`, `threw ${error?.stack ?? error}`);
    }
  }

  // A vector whose recorded answer is wrong: what sees no difference here sees none anywhere.
  if (!differenceOf(answerTo(canary, core, pricers).answer, canary.answer)) {
    differs("the comparison", "does not see a wrong answer");
  }
  return { asked, differences: differences.length, shown: differences.slice(0, SHOWN) };
}

const pricerOf = ({ tariff }, core, pricers) => (tariff === undefined ? core : pricers[tariff]);

function answerTo(vector, core, pricers) {
  const pricer = pricerOf(vector, core, pricers);
  if ("call" in vector) return { kind: "quotes", answer: pricer.quote(vector.call) };
  if ("payout" in vector) return { kind: "payouts", answer: pricer.payout(vector.payout) };
  const made = core.createPricer(vector.programmes);
  // A valid answer also holds the pricer, which no corpus can.
  const answer = made.outcome === "valid" ? { outcome: made.outcome } : made;
  return { kind: "programmes", answer };
}

/** Where two trees of plain data first differ, or null. An absent field is not one that is undefined. */
export function differenceOf(found, wanted, path = "answer") {
  if (typeof wanted !== "object" || wanted === null) {
    return Object.is(found, wanted) ? null : `${path} is ${text(found)}, wanted ${text(wanted)}`;
  }
  if (typeof found !== "object" || found === null) return `${path} is ${text(found)}, wanted ${text(wanted)}`;
  if (Array.isArray(found) !== Array.isArray(wanted)) return `${path} is ${text(found)}, wanted ${text(wanted)}`;
  if (!isPlain(found)) return `${path} is no plain object`;
  const extra = Object.keys(found).find((key) => !Object.hasOwn(wanted, key));
  if (extra !== undefined) return `${path}.${extra} is ${text(found[extra])}, wanted nothing`;
  for (const key of Object.keys(wanted)) {
    if (!Object.hasOwn(found, key)) return `${path}.${key} is absent, wanted ${text(wanted[key])}`;
    const difference = differenceOf(found[key], wanted[key], `${path}.${key}`);
    if (difference) return difference;
  }
  return null;
}

/** No Map, no class: what JSON makes, of whatever realm. */
function isPlain(value) {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const text = (value) => (value === undefined ? "undefined" : typeof value === "bigint" ? `${value}n` : JSON.stringify(value));
