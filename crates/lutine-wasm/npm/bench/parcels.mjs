// The parcels that every contestant prices: the same ones in each run and each runtime.

const ORIGINS = ["US", "CA"];
const DESTINATIONS = ["US", "CA", "DE", "FR", "GB", "IT", "JP"];
const CARRIERS = ["ups", "fedex", "usps", "dhl-express"];
const POLICYHOLDERS = ["US", "BE", "DE", "FI", "IT", "NL"];

/** What shops write, and the category that it falls into. */
export const CONTENTS = {
  "hardcover book": "books-media",
  "cotton t-shirt": "apparel",
  "gold ring": "jewelry-watches",
  "laptop computer": "electronics",
  "glass vase": "glassware-ceramics",
  "electric guitar": "musical-instruments",
  "cactus": "animals-plants",
  "gift card": "payment-cards",
};

/** So many parcels, in each form that a contestant may want: columns, amounts as a cart's strings, rows. */
export function parcels(count) {
  const chance = chances(2026);
  const column = (values, weigh) => ({ values, codes: Uint8Array.from({ length: count }, () => Math.floor(weigh(chance()) * values.length)) });
  const even = (share) => share;
  const mostlyFirst = (share) => share ** 4;
  const columns = {
    amount: Int32Array.from({ length: count }, () => cents(chance(), chance())),
    currency: "USD",
    origin: column(ORIGINS, (share) => (share < 0.98 ? 0 : 0.5)),
    destination: column(DESTINATIONS, mostlyFirst),
    carrier: column(CARRIERS, even),
    content: column(Object.keys(CONTENTS), mostlyFirst),
    policyholder: column(POLICYHOLDERS, mostlyFirst),
  };
  const amounts = Array.from(columns.amount, (units) => (units / 100).toFixed(2));
  return { count, columns, amounts, rows: amounts.map((amount, row) => ({ amount, ...cells(columns, row) })) };
}

/** Most are worth some hundred dollars, one in ten up to fifteen thousand: more than is insured. */
function cents(rank, share) {
  return 100 + Math.floor(share * (rank < 0.9 ? 50_000 : 1_500_000));
}

function cells({ currency, origin, destination, carrier, content, policyholder }, row) {
  const cell = ({ values, codes }) => values[codes[row]];
  return {
    currency,
    origin: cell(origin),
    destination: cell(destination),
    carrier: cell(carrier),
    content: cell(content),
    policyholder: cell(policyholder),
  };
}

/** Shares from 0 to 1 that look random: a linear congruential generator. */
function chances(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
