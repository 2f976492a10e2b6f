// The vector corpus, asked of a loaded `@lutine/core`. Runs in every environment, so it imports nothing.

const SHOWN = 5;

/** Asks every vector and compares whole answers. Returns plain data, for it leaves a page or a process as JSON. */
export function check(core, { vectors, tariffs, canary }) {
  const asked = { quotes: 0, rows: 0, columns: 0, payouts: 0, programmes: 0 };
  const differences = [];
  const differs = (name, difference) => differences.push(`${name}: ${difference}`);

  const pricers = {};
  for (const [name, programmes] of Object.entries(tariffs)) {
    const made = core.createPricer(programmes);
    if (made.outcome === "valid") pricers[name] = made.pricer;
    else differs(`tariff ${name}`, JSON.stringify(made));
  }

  for (const vector of vectors) {
    for (const { kind, answer, wanted } of questions(vector)) {
      let difference;
      try {
        difference = differenceOf(answer(core, pricers[vector.tariff] ?? core), wanted);
      } catch (error) {
        difference = `threw ${error?.stack ?? error}`;
      }
      asked[kind] += 1;
      if (difference) differs(`${vector.file}, ${vector.name}, of ${kind}`, difference);
    }
  }

  // A vector whose recorded answer is wrong: what sees no difference here sees none anywhere.
  if (!differenceOf(core.quote(canary.call), canary.answer)) differs("the comparison", "does not see a wrong answer");
  return { asked, differences: differences.length, shown: differences.slice(0, SHOWN) };
}

/** What a vector asks: one question, and a call that a row can say also as one of many. */
function* questions({ call, many, payout, programmes, answer: wanted }) {
  if (call !== undefined) {
    yield { kind: "quotes", answer: (_, pricer) => pricer.quote(call), wanted };
  } else if (payout !== undefined) {
    yield { kind: "payouts", answer: (_, pricer) => pricer.payout(payout), wanted };
  } else {
    yield { kind: "programmes", answer: (core) => judged(core.createPricer(programmes)), wanted };
  }
  if (many === undefined) return;
  const { row, units, options, answer } = many;
  yield { kind: "rows", answer: (_, pricer) => pricer.quoteMany([row], options), wanted: { outcome: "quoted", rows: [answer] } };
  if (units === null) return;
  // Thrice, for the first row of a kind is answered another way than those after it.
  const wantedRows = { outcome: "quoted", rows: [answer, answer, answer] };
  yield { kind: "columns", answer: (_, pricer) => columns(pricer, row, units, options), wanted: wantedRows };
}

/** A row three times, as a table of typed arrays; its answers as rows again. */
function columns(pricer, { amount, ...cells }, units, options) {
  const coded = Object.entries(cells).map(([name, cell]) => [name, { values: ["?", cell], codes: Uint8Array.of(1, 1, 1) }]);
  const table = pricer.quoteMany({ amount: Float64Array.of(units, units, units), ...Object.fromEntries(coded) }, options);
  if (table.outcome !== "quoted") return table;
  const { answer, answers, premium, tax, total } = table;
  const arrays = [answer instanceof Uint32Array, ...[premium, tax, total].map((figures) => figures instanceof Float64Array)];
  if (arrays.includes(false)) throw new Error("no typed arrays");
  const rows = Array.from(answer, (place, row) => {
    const { scale, currency, ...said } = answers[place];
    const money = (figures) => ({ amount: written(figures[row], scale), currency });
    const figures = () => ({ premium: money(premium), tax: money(tax), total: money(total) });
    return said.outcome === "quoted" ? { ...said, ...figures() } : said;
  });
  return { outcome: table.outcome, rows };
}

/** Smallest units as an amount. */
function written(units, scale) {
  const digits = String(units).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** A valid answer also holds the pricer, which no corpus can. */
const judged = (made) => (made.outcome === "valid" ? { outcome: made.outcome } : made);

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

const text = (value) => (typeof value === "bigint" ? `${value}n` : String(JSON.stringify(value)));
