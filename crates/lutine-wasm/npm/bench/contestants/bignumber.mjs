// bignumber.js: decimals of any length.
import { BigNumber } from "bignumber.js";
import { LIMIT, RATES, Rules, TAXES, VALUE } from "../rules.mjs";

const MOST = new BigNumber(LIMIT.text);
const share = (amount, rate) => amount.times(rate).decimalPlaces(2, BigNumber.ROUND_HALF_UP);
const rates = RATES.map(({ text }) => new BigNumber(text));
const taxes = TAXES.map(({ text }) => new BigNumber(text));

export default {
  name: "bignumber.js",
  from: "strings",
  prepare({ count, columns, amounts }) {
    return () => {
      const rules = new Rules(columns);
      const declined = new Uint8Array(count);
      const premiums = new Array(count);
      const totals = new Array(count);
      for (let row = 0; row < count; row++) {
        const value = new BigNumber(amounts[row]);
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
