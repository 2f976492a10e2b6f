// Integer cents in plain numbers: nothing is faster, and all care is the writer's. No product here passes 2^53.
import { LIMIT, RATES, Rules, TAXES, VALUE } from "../rules.mjs";

const share = (units, points) => Math.floor((units * points + 5_000) / 10_000);
const rates = RATES.map(({ points }) => points);
const taxes = TAXES.map(({ points }) => points);

export default {
  name: "integer cents",
  from: "cents",
  prepare({ count, columns }) {
    const worth = columns.amount;
    return () => {
      const rules = new Rules(columns);
      const declined = new Uint8Array(count);
      const premiums = new Float64Array(count);
      const totals = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        const value = worth[row];
        const against = rules.against(row) | (value > LIMIT.cents ? VALUE : 0);
        if (against !== 0) {
          declined[row] = against;
          continue;
        }
        const premium = share(value, rates[rules.rate(row)]);
        const tax = taxes[rules.tax(row)];
        premiums[row] = premium;
        totals[row] = tax === undefined ? premium : premium + share(premium, tax);
      }
      return { declined, premiums, totals };
    };
  },
  cents: (units) => units,
};
