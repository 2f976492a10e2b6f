// What the element outside was told, by attributes and properties, as the element inside is told it.
import { plain } from "../plain.js";
import { look } from "./look.js";

/** The inputs of an element; `texts` are those of its page. */
export function inputsOf(host, texts) {
  const names = host.constructor.observedAttributes.filter((name) => host.hasAttribute(name));
  const attributes = Object.fromEntries(names.map((name) => [name, host.getAttribute(name)]));
  delete attributes.name; // the form is outside
  delete attributes.disabled; // and so is a fieldset that disables
  if (host.matches(":disabled")) attributes.disabled = "";
  return { attributes, shipment: plain(host.shipment), texts: { ...texts, ...plain(host.texts) }, look: look(host) };
}
