/**
 * A value as JSON text; empty where it is no plain data, which the core then says. A bigint is kept as a number, so that the
 * core can name the place where it stands.
 */
export function text(value) {
  for (const replacer of [undefined, (_, part) => (typeof part === "bigint" ? Number(part) : part)]) {
    try {
      return wellFormed(JSON.stringify(value, replacer) ?? "");
    } catch {
      // A cycle, a bigint, or a getter that throws.
    }
  }
  return "";
}

/** JSON in which half a character, as a text has that was cut, is the sign for what is no character: the core takes no halves. */
function wellFormed(json) {
  if (!/\\ud[89a-f]/.test(json)) return json;
  return json.replace(/\\(\\|ud[89a-f]..)/g, (escape, what) => (what === "\\" ? escape : "\\ufffd"));
}
