// Money is whole cents everywhere in the shop. Amounts travel as strings ("135.00"), never as floats.

const display = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** "135.00" -> 13500 */
export function toCents(amount) {
  const [whole, fraction = ""] = amount.split(".");
  return Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

/** 13500 -> "135.00", the form that Lutine reads */
export function toAmount(cents) {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 13500 -> "$135.00", the form that people read */
export const format = (cents) => display.format(toAmount(cents));
