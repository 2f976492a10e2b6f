// Types that are written elsewhere already: the core's shipment and money, and the element's attributes.

/** The types of the core that the element takes and gives. A copy, so that a shop installs one package and not two. */
const FROM_CORE = ["Money", "Shipment"];

/** Those types with all that they speak of, from the core's own contract. */
export function contractTypes(contract) {
  const declared = new Map(
    [...contract.matchAll(/^\/\*\*(?:(?!\*\/)[^])*\*\/\nexport (?:interface (\w+) {[^]*?^}|type (\w+) = [^;]*;)/gm)].map(
      ([text, one, other]) => [one ?? other, text],
    ),
  );
  const wanted = new Set(FROM_CORE);
  for (const name of wanted) {
    const text = declared.get(name);
    if (!text) throw new Error(`the contract of the core has no ${name}`);
    for (const [word] of text.replace(/\/\*\*[^]*?\*\//g, "").matchAll(/\b[A-Z]\w+/g)) if (declared.has(word)) wanted.add(word);
  }
  return ["// The same types as those of @lutine/core: what one gives the other takes.", ...[...wanted].map((name) => declared.get(name))].join("\n\n");
}

/** Every part of a form has it; as a property it is the form itself. */
const FORM = `  /** The \`id\` of the form that it belongs to, where it stands outside of it. */
  form?: string | undefined;`;

/** The attributes as they stand in HTML, as properties, and as props of the wrappers. */
export function inputTypes({ attributes }) {
  const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const quoted = (name) => (name.includes("-") ? JSON.stringify(name) : name);
  const optional = (nameOf) => attributes.map((one) => `  /** ${one.what} */\n  ${nameOf(one.name)}?: ${one.type} | undefined;`);
  const reflected = attributes.map(({ name, type, what }) => {
    if (type === "boolean") return `  /** ${what} */\n  ${camel(name)}: boolean;`;
    return `  /** ${what} */\n  get ${camel(name)}(): string | null;\n  set ${camel(name)}(value: ${type} | null | undefined);`;
  });
  return `// Written from element.json.

/** The attributes of \`<lutine-offer>\` as they stand in HTML. */
export interface LutineOfferAttributes {
${optional(quoted).join("\n")}
${FORM}
}

/** The same as props of the wrappers. */
export interface LutineOfferInputs {
${optional(camel).join("\n")}
${FORM}
}

/** The same as properties of the element; \`null\` where an attribute is absent. */
export interface LutineOfferReflected {
${reflected.join("\n")}
}`;
}
