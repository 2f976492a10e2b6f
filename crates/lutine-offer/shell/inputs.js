// What the element was told, as the widget takes it.
import { plain } from "./plain.js";

/** The price's inputs: the whole shipment where the shop gave one, else that of the attributes. */
export function inputsOf(element) {
  // Templates write what nobody has chosen yet as an empty text.
  const at = (name) => element.getAttribute(name) || undefined;
  return {
    shipment: plain(element.shipment) ?? {
      origin: { country: at("origin") },
      destination: { country: at("destination"), region: at("region") },
      carrier: at("carrier"),
      signature: at("signature"),
      parcels: [{ insurance: { amount: at("value"), currency: at("currency"), content: at("content") } }],
    },
    policyholderCountry: at("policyholder-country"),
    programme: at("programme"),
    fulfilment: at("fulfilment"),
    orderTotal: at("order-total"),
  };
}

/** The attribute, else the page's own language, else English. What the widget calls must not throw. */
export function localeOf(element) {
  for (const tag of [element.getAttribute("locale"), ...languagesOf(element)]) {
    try {
      if (tag) return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0]; // WordPress writes de_DE
    } catch {
      // no language: the next
    }
  }
  return "en";
}

/** What the page says of the language around an element, the nearest first, also from outside of a shadow root. */
export function languagesOf(element) {
  const languages = [];
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) if (at.lang) languages.push(at.lang);
  return languages;
}
