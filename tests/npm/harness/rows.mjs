// The vectors that say one parcel of one good: the same question can be asked as a row of many.

/**
 * The row, the options and the answer of `quoteMany` for a quote's vector; undefined where a row cannot say its call,
 * or the call is invalid.
 */
export function manyOf({ call, answer }) {
  if (call === undefined || answer.outcome !== "quoted") return undefined;
  const { asOf, programmes, exchangeRates, shipment, policyholder, ...more } = call;
  const { origin, destination, carrier, signature, insurance, parcels, ...also } = shipment;
  const [parcel, ...others] = parcels;
  const { amount, currency, content, category, provider, ...beside } = insurance ?? {};
  const unsaid = [...others, ...[more, also, beside, parcel, rest(origin), rest(destination)].flatMap(Object.keys)];
  if (insurance === undefined || unsaid.length > 0) return undefined;
  const row = { amount, currency, origin: origin.country, destination: destination.country };
  const may = { carrier, content, category, provider, signature, policyholder: policyholder?.country };
  return {
    row: { ...row, ...said(may) },
    units: unitsOf(amount, currency),
    options: said({ asOf, programmes, exchangeRates }),
    answer: expected(answer),
  };
}

/** An amount in the smallest units of its currency; null where no float holds them. */
function unitsOf(amount, currency) {
  const { maximumFractionDigits } = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const [whole, decimals = ""] = amount.split(".");
  const units = Number(whole + decimals.padEnd(maximumFractionDigits, "0"));
  return Number.isSafeInteger(units) ? units : null;
}

const rest = ({ country, ...unsaid }) => unsaid;
const said = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A row gets the first offer, or every programme's reasons: of those the codes, each once. */
function expected({ offers: [offer], declined }) {
  if (offer === undefined) {
    const codes = ({ programme, reasons }) => ({ programme, codes: [...new Set(reasons.map(({ code }) => code))] });
    return { outcome: "declined", declined: declined.map(codes) };
  }
  const { programme, premium, tax, total } = offer;
  if (isExact(total)) return { outcome: "quoted", programme, premium, tax, total };
  return { outcome: "declined", declined: [{ programme, codes: ["amount-out-of-range"] }] };
}

/** Many answers are floats of smallest units: a figure that one cannot hold is out of range there. */
const isExact = ({ amount }) => Number.isSafeInteger(Number(amount.replace(".", "")));
