// @lutine/core in its three forms: typed arrays, rows, and one call after the other.
import { AS_OF, PROGRAMME, REASONS } from "../rules.mjs";

const options = { asOf: AS_OF, programmes: [PROGRAMME] };
const bits = (codes) => REASONS.reduce((sum, [bit, code]) => sum | (codes.includes(code) ? bit : 0), 0);

function valid(answer) {
  if (answer.outcome === "invalid") throw new Error(`the parcels were not understood: ${JSON.stringify(answer.errors)}`);
  return answer;
}

/** What `count` answers say, as the other contestants say it. */
function told(count, answer) {
  const declined = new Uint8Array(count);
  const premiums = new Array(count);
  const totals = new Array(count);
  for (let row = 0; row < count; row++) {
    const { outcome, premium, total, codes } = answer(row);
    if (outcome === "quoted") [premiums[row], totals[row]] = [premium, total];
    else declined[row] = bits(codes);
  }
  return { declined, premiums, totals };
}

/** `12.50` is 1250. */
const cents = ({ amount }) => Number(amount.replace(".", ""));

export const columns = ({ quoteMany }) => ({
  name: "quoteMany, typed arrays",
  from: "cents",
  prepare: (parcels) => () => valid(quoteMany(parcels.columns, options)),
  told: ({ answer, answers, premium, total }) =>
    told(answer.length, (row) => {
      const { outcome, declined } = answers[answer[row]];
      return { outcome, premium: premium[row], total: total[row], codes: declined?.[0].codes };
    }),
  cents: (units) => units,
});

export const rows = ({ quoteMany }) => ({
  name: "quoteMany, rows",
  from: "strings",
  prepare: (parcels) => () => valid(quoteMany(parcels.rows, options)),
  told: (answer) =>
    told(answer.rows.length, (row) => {
      const { outcome, premium, total, declined } = answer.rows[row];
      return { outcome, premium, total, codes: declined?.[0].codes };
    }),
  cents,
});

export const calls = ({ quote }) => ({
  name: "quote, one by one",
  from: "strings",
  /** So many are enough to tell the time of all. */
  share: 0.05,
  prepare: (parcels) => () => parcels.rows.map((row) => quote(call(row))),
  told: (answers) =>
    told(answers.length, (row) => {
      const { offers, declined } = answers[row];
      const [offer] = offers;
      if (offer) return { outcome: "quoted", premium: offer.premium, total: offer.total };
      return { outcome: "declined", codes: declined[0].reasons.map(({ code }) => code) };
    }),
  cents,
});

function call({ amount, currency, origin, destination, carrier, content, policyholder }) {
  return {
    ...options,
    shipment: {
      origin: { country: origin },
      destination: { country: destination },
      carrier,
      insurance: { amount, currency, content },
      parcels: [{}],
    },
    policyholder: { country: policyholder },
  };
}
