// currency.js: two decimals, over floats that it rounds after each step.
import currency from "currency.js";
import { LIMIT, RATES, Rules, TAXES, VALUE } from "../rules.mjs";

const MOST = currency(LIMIT.text);
const share = (amount, rate) => amount.multiply(rate);
const rates = RATES.map(({ text }) => Number(text));
const taxes = TAXES.map(({ text }) => Number(text));

export default {
  name: "currency.js",
  from: "strings",
  prepare({ count, columns, amounts }) {
    return () => {
      const rules = new Rules(columns);
      const declined = new Uint8Array(count);
      const premiums = new Array(count);
      const totals = new Array(count);
      for (let row = 0; row < count; row++) {
        const value = currency(amounts[row]);
        const against = rules.against(row) | (value.intValue > MOST.intValue ? VALUE : 0);
        if (against !== 0) {
          declined[row] = against;
          continue;
        }
        const premium = share(value, rates[rules.rate(row)]);
        const tax = taxes[rules.tax(row)];
        premiums[row] = premium;
        totals[row] = tax === undefined ? premium : premium.add(share(premium, tax));
      }
      return { declined, premiums, totals };
    };
  },
  cents: (amount) => amount.intValue,
};
