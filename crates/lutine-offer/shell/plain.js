// What a page hands over, as plain data.

/** A copy of what can be written as JSON; what cannot becomes something that is neither a shipment nor texts. */
export function plain(value) {
  try {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  } catch {
    return "";
  }
}
