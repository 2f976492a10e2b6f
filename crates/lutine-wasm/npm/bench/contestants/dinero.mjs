// dinero.js: amounts of a currency in cents, rates as integers with a scale, rounded by name.
import { USD, add, dinero, greaterThan, halfUp, multiply, toSnapshot, transformScale } from "dinero.js";
import { LIMIT, RATES, Rules, TAXES, VALUE } from "../rules.mjs";

const MOST = dinero({ amount: LIMIT.cents, currency: USD });
const share = (amount, rate) => transformScale(multiply(amount, rate), 2, halfUp);
const rates = RATES.map(({ points }) => ({ amount: points, scale: 4 }));
const taxes = TAXES.map(({ points }) => ({ amount: points, scale: 4 }));

export default {
  name: "dinero.js",
  from: "cents",
  prepare({ count, columns }) {
    const worth = columns.amount;
    return () => {
      const rules = new Rules(columns);
      const declined = new Uint8Array(count);
      const premiums = new Array(count);
      const totals = new Array(count);
      for (let row = 0; row < count; row++) {
        const value = dinero({ amount: worth[row], currency: USD });
        const against = rules.against(row) | (greaterThan(value, MOST) ? VALUE : 0);
        if (against !== 0) {
          declined[row] = against;
          continue;
        }
        const premium = share(value, rates[rules.rate(row)]);
        const tax = taxes[rules.tax(row)];
        premiums[row] = premium;
        totals[row] = tax === undefined ? premium : add(premium, share(premium, tax));
      }
      return { declined, premiums, totals };
    };
  },
  cents: (amount) => toSnapshot(amount).amount,
};
