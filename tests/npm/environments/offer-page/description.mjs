// Whether the element is what its custom-elements.json says: no name less, and no name that only one of the two has.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Compares what the manifest says with what the page's element has; `page` shows an offer. */
export async function isAsDescribed(page, cwd) {
  const manifest = JSON.parse(readFileSync(join(cwd, "node_modules/@lutine/offer/custom-elements.json"), "utf8"));
  const [element] = manifest.modules[0].declarations;
  const names = (list) => list.map(({ name }) => name).sort();
  const found = await page.evaluate(inspect, {
    fields: names(element.members.filter(({ kind }) => kind === "field")),
    methods: names(element.members.filter(({ kind }) => kind === "method")),
  });
  const described = { attributes: names(element.attributes), parts: names(element.cssParts), slots: names(element.slots) };
  const faults = [
    ...found.faults,
    ...difference("attribute", found.attributes, described.attributes),
    // Parts and slots of other states are not on this card.
    ...found.parts.filter((name) => !described.parts.includes(name)).map((name) => `part ${name} is not described`),
    ...found.slots.filter((name) => !described.slots.includes(name)).map((name) => `slot ${name} is not described`),
  ];
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

function difference(what, found, described) {
  return [
    ...found.filter((name) => !described.includes(name)).map((name) => `${what} ${name} is not described`),
    ...described.filter((name) => !found.includes(name)).map((name) => `${what} ${name} is not there`),
  ];
}

/** In the page. */
function inspect({ fields, methods }) {
  const type = customElements.get("lutine-offer");
  const element = document.querySelector("lutine-offer");
  const own = Object.getOwnPropertyNames(type.prototype).filter((name) => !/Callback$|^constructor$/.test(name));
  const faults = [];
  for (const name of fields) if (!(name in type.prototype)) faults.push(`property ${name} is not there`);
  for (const name of methods) if (typeof element[name] !== "function") faults.push(`method ${name} is not there`);
  for (const name of own) if (![...fields, ...methods].includes(name)) faults.push(`${name} is not described`);
  const all = [...element.shadowRoot.querySelectorAll("*")];
  return {
    faults,
    attributes: [...type.observedAttributes],
    parts: [...new Set(all.flatMap((one) => [...one.part]))],
    slots: all.filter(({ localName }) => localName === "slot").map(({ name }) => name),
  };
}
