// big.js: decimals of any length, in little code.
import Big from "big.js";
import { LIMIT, RATES, Rules, TAXES, VALUE } from "../rules.mjs";

const MOST = new Big(LIMIT.text);
const share = (amount, rate) => amount.times(rate).round(2, Big.roundHalfUp);
const rates = RATES.map(({ text }) => new Big(text));
const taxes = TAXES.map(({ text }) => new Big(text));

export default {
  name: "big.js",
  from: "strings",
  prepare({ count, columns, amounts }) {
    return () => {
      const rules = new Rules(columns);
      const declined = new Uint8Array(count);
      const premiums = new Array(count);
      const totals = new Array(count);
      for (let row = 0; row < count; row++) {
        const value = new Big(amounts[row]);
        const against = rules.against(row) | (value.gt(MOST) ? VALUE : 0);
        if (against !== 0) {
          declined[row] = against;
          continue;
        }
        const premium = share(value, rates[rules.rate(row)]);
        const tax = taxes[rules.tax(row)];
        premiums[row] = premium;
        totals[row] = tax === undefined ? premium : premium.plus(share(premium, tax));
      }
      return { declined, premiums, totals };
    };
  },
  cents: (amount) => amount.times(100).toNumber(),
};
