/**
 * A value as JSON text; empty where it is no plain data, which the core then says. A bigint is kept as a number, so that the
 * core can name the place where it stands.
 */
export function text(value) {
  for (const replacer of [undefined, (_, part) => (typeof part === "bigint" ? Number(part) : part)]) {
    try {
      return JSON.stringify(value, replacer) ?? "";
    } catch {
      // A cycle, a bigint, or a getter that throws.
    }
  }
  return "";
}
