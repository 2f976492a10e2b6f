// What stands in the gallery: attributes of <lutine-offer>, and what is written above it.

const SHIRT = {
  value: "249.00", currency: "USD", "order-total": "249.00", origin: "US", destination: "US", carrier: "usps",
  content: "t-shirts", programme: "harbour-usd",
};
const WATCH = {
  ...SHIRT, value: "5000.00", "order-total": "5000.00", content: "wrist watch", programme: "harbour-valuables-usd",
};
const booking = (state) => ({ ...SHIRT, booking: state, "shopper-token": "st_gallery" });

/** What a carrier's own cover is chosen by has no attribute: it is the shipment's. */
const DECLARED = {
  origin: { country: "US" },
  destination: { country: "US" },
  carrier: "ups",
  parcels: [{ insurance: { amount: "249.00", currency: "USD", content: "t-shirts", provider: "ups" } }],
};

/** The cards of a section, by its id. */
export const SHELVES = {
  answers: [
    { id: "offered", caption: "Offered, nothing chosen", ...SHIRT },
    { id: "accept", caption: "Choose yes", ...SHIRT, value: "1249.00", "order-total": "1249.00" },
    { id: "decline", caption: "Choose no", ...SHIRT, destination: "CA" },
  ],
  loading: [],
  conditions: [
    { caption: "Signature, deductible, packaging, proof", ...WATCH, "signature-request": "" },
    { caption: "Where the shop cannot add a signature", ...WATCH },
    { caption: "With a signature at delivery", ...WATCH, signature: "adult" },
  ],
  ineligible: [
    { caption: "What is not covered", ...SHIRT, content: "live plant" },
    { caption: "More than is covered", ...SHIRT, value: "25000.00" },
    { caption: "Another carrier’s parcel", ...SHIRT, programme: "ups-declared-value" },
  ],
  settled: [
    { caption: "Booked", ...booking("booked") },
    { caption: "Pending", ...booking("pending") },
    { caption: "Cancelled", ...booking("cancelled") },
  ],
  declared: [{ caption: "A carrier’s declared value", programme: "ups-declared-value", shipment: DECLARED }],
  nothing: [
    { caption: "Picked up", ...SHIRT, fulfilment: "pickup", absent: "Nothing is shipped." },
    { caption: "A download", ...SHIRT, fulfilment: "virtual", absent: "Nothing is shipped." },
    { caption: "A fault of the shop’s", ...SHIRT, value: "a lot", absent: "The value is no amount." },
  ],
  widths: ["240", "320", "480", "720"].map((width) => ({ caption: `${width} px`, shape: `w${width}`, ...WATCH })),
};

/** The cards that a theme, and the first of them that a language, is shown by. */
export const THEMED = [
  { ...SHIRT, caption: "Offered" },
  { ...WATCH, caption: "Conditions", "signature-request": "" },
  { ...booking("booked"), caption: "Booked" },
];

export const RIGHT_TO_LEFT = ["ar", "he", "fa", "ur"];

export const LANGUAGES = [
  "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu", "ro", "hr", "bg", "el", "da", "sv", "nb", "fi", "tr",
  "ru", "uk", "ar", "he", "fa", "ur", "th", "vi", "id", "ja", "ko", "zh", "zh-Hant",
];
