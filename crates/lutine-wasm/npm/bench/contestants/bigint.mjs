// Integer cents in BigInt: no product can be too great.
import { LIMIT, RATES, Rules, TAXES, VALUE } from "../rules.mjs";

const MOST = BigInt(LIMIT.cents);
const share = (units, points) => (units * points + 5_000n) / 10_000n;
const rates = RATES.map(({ points }) => BigInt(points));
const taxes = TAXES.map(({ points }) => BigInt(points));

export default {
  name: "BigInt",
  from: "cents as bigint",
  prepare({ count, columns }) {
    const worth = Array.from(columns.amount, BigInt);
    return () => {
      const rules = new Rules(columns);
      const declined = new Uint8Array(count);
      const premiums = new Array(count);
      const totals = new Array(count);
      for (let row = 0; row < count; row++) {
        const value = worth[row];
        const against = rules.against(row) | (value > MOST ? VALUE : 0);
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
  cents: Number,
};
