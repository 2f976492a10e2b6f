// custom-elements.json: what editors, linters and catalogues read of an element (schema 2.1.0 of webcomponents/custom-elements-manifest).

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const typed = (text) => ({ type: { text } });
/** One value, or one for each colour scheme. */
const valueOf = (value) => (typeof value === "string" ? value : `light-dark(${value.light}, ${value.dark})`);
const described = ({ name, what }) => ({ name, description: what });

/** The manifest of the element; the custom properties are those of the style sheet. */
export function manifestOf(element, properties) {
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: "index.js",
        declarations: [declaration(element, properties)],
        exports: [
          { kind: "js", name: "loadLutine", declaration: { name: "loadLutine", module: "index.js" } },
          { kind: "custom-element-definition", name: element.tag, declaration: { name: element.class, module: "index.js" } },
        ],
      },
    ],
  };
}

function declaration(element, properties) {
  const reflected = element.attributes.map(({ name, type, what }) => ({
    kind: "field",
    name: camel(name),
    description: what,
    ...typed(type === "boolean" ? type : `${type} | null`),
    attribute: name,
    reflects: true,
  }));
  const fields = element.properties.map(({ name, type, what, readonly }) => ({
    kind: "field",
    name,
    description: what,
    ...typed(type),
    ...(readonly ? { readonly } : {}),
  }));
  const methods = element.methods.map(({ name, what, parameters, returns }) => ({
    kind: "method",
    name,
    description: what,
    parameters: parameters.map(({ name, type, optional }) => ({ name, ...typed(type), ...(optional ? { optional } : {}) })),
    return: typed(returns),
  }));
  return {
    kind: "class",
    customElement: true,
    name: element.class,
    tagName: element.tag,
    description: element.what,
    superclass: { name: "HTMLElement", package: "global:" },
    attributes: element.attributes.map(({ name, type, what }) => ({ name, fieldName: camel(name), description: what, ...typed(type) })),
    members: [...reflected, ...fields, ...methods],
    events: element.events.map(({ name, type, what }) => ({ name, description: what, ...typed(`CustomEvent<${type}>`) })),
    slots: element.slots.map(described),
    cssParts: element.parts.map(described),
    cssStates: element.states.map(described),
    cssProperties: properties.map((one) => ({ ...described(one), default: valueOf(one.default) })),
  };
}
