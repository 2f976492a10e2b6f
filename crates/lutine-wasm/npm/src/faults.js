/** The answer to what the binding refuses: it throws its faults as JSON text. Anything else that it throws is no answer. */
export function refused(faults) {
  if (typeof faults !== "string") throw faults;
  return { outcome: "invalid", errors: JSON.parse(faults) };
}
