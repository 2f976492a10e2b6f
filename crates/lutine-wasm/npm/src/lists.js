// Lists of numbers as typed arrays of ours. A list may be anything that says it is one, and its `length` may lie: what goes
// into the module's memory is as long as it really is.

/** No value has this code, so that the core says where it stands. */
const NO_CODE = 2 ** 32 - 1;

const CODES = [Uint8Array, Uint16Array, Uint32Array];

export const isList = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);

/**
 * Whether a list is nothing but a typed array of that kind, and not one whose buffer is gone: that has no length. One that is
 * shared may grow while it is copied into the module's memory.
 */
const isJust = (list, kind) =>
  Object.getPrototypeOf(list) === kind.prototype && !Object.hasOwn(list, "length") && list.length > 0 &&
  list.buffer instanceof ArrayBuffer;

/** Amounts as floats; what is no number becomes none, and the core says so. */
export function numbersOf(list) {
  if (isJust(list, Float64Array)) return list;
  const isOfNumbers = ArrayBuffer.isView(list) && !(list instanceof BigInt64Array || list instanceof BigUint64Array);
  if (isOfNumbers) return new Float64Array(list);
  return Float64Array.from({ length: list.length }, (_, row) => (typeof list[row] === "number" ? list[row] : NaN));
}

/** Codes; what is no code becomes one that no value has. */
export function codesOf(list) {
  if (CODES.some((kind) => isJust(list, kind))) return list;
  if (CODES.some((kind) => list instanceof kind)) return new Uint32Array(list);
  const isCode = (code) => Number.isInteger(code) && code >= 0 && code < NO_CODE;
  return Uint32Array.from({ length: list.length }, (_, row) => (isCode(list[row]) ? list[row] : NO_CODE));
}

/** All codes behind one another. */
export function joined(lists) {
  const all = new Uint32Array(lists.reduce((length, list) => length + list.length, 0));
  let start = 0;
  for (const list of lists) {
    all.set(list, start);
    start += list.length;
  }
  return all;
}
