// What the two sides of the frame say to each other. Whatever has another shape is not heard, and of what is heard only
// the fields named here go on.

/** The frame's first word, without any content; the page answers it with a port, over which all else goes. */
export const HELLO = "lutine:hello";
export const PORT = "lutine:port";

const string = (value) => typeof value === "string";
const number = (value) => Number.isFinite(value);
const boolean = (value) => typeof value === "boolean";
const anything = () => true;
const either = (...values) => (value) => values.includes(value);
const orNull = (is) => (value) => value === null || is(value);
const optional = (is) => (value) => value === undefined || is(value);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const strings = (value) => isObject(value) && Object.values(value).every(string);
const texts = (value) => isObject(value) && Object.values(value).every((text) => text === null || string(text) || strings(text));
const list = (is) => (value) => Array.isArray(value) && value.every(is);
const object = (fields) => (value) => isObject(value) && Object.entries(fields).every(([name, is]) => is(value[name]));

const money = object({ amount: string, currency: string });
const DETAIL = {
  state: either(
    "loading", "not-offered", "offered", "accepted", "declined", "ineligible", "unavailable", "booked", "pending",
    "cancelled",
  ),
  answer: either(null, "yes", "no"),
  programme: orNull(string),
  total: orNull(money),
  quoteId: orNull(string),
  bookingId: orNull(string),
  code: optional(string),
  errors: optional(list(object({ path: string, code: string }))),
};
const OUTCOMES = either("booked", "pending", "declined", "unanswered", "not-offered", "unavailable");

/** The element's events, without their "lutine:". */
export const EVENTS = ["ready", "quote", "change", "details", "signature-request", "booked", "unavailable", "error"];

const LOOK = {
  properties: strings, text: strings, scheme: string, size: string, dir: either("ltr", "rtl"), lang: string,
};

/** What the page tells the frame. None of it is an answer: that takes a click inside. */
export const TO_FRAME = {
  inputs: {
    attributes: strings,
    shipment: anything,
    texts,
    look: object(LOOK),
  },
  confirm: { id: number, order: anything },
  reset: {},
  focus: {},
  details: {},
  staged: { place: orNull(object({ x: number, y: number, width: number })) },
};

/** What the frame tells the page. */
export const FROM_FRAME = {
  event: { name: either(...EVENTS), detail: object(DETAIL) },
  report: { height: number, title: string, value: string, consent: orNull(string), message: string },
  confirmed: { id: number, answer: object({ outcome: OUTCOMES, booking: optional(isObject) }) },
  stage: { open: boolean },
};

/** Hears what is of one of the shapes; `hearers` has a function for each. */
export function hear(port, shapes, hearers) {
  port.onmessage = ({ data }) => {
    if (!isObject(data) || !string(data.type) || !Object.hasOwn(shapes, data.type)) return;
    const fields = shapes[data.type];
    if (object(fields)(data)) hearers[data.type](only(fields, data));
  };
}

/** An event's detail, with the fields that everybody on the page may hear and no other. */
export const publicDetail = (detail) => only(DETAIL, detail);

function only(fields, value) {
  return Object.fromEntries(Object.keys(fields).filter((name) => name in value).map((name) => [name, value[name]]));
}
