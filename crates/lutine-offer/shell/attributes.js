// The element's attributes, each of them a property too.

const TEXTS = [
  "value", "currency", "order-total", "origin", "destination", "region", "carrier", "content", "signature",
  "policyholder-country", "fulfilment", "programme", "locale", "name", "booking", "shopper-token",
];
const SWITCHES = ["required", "disabled", "signature-request"];

export const ATTRIBUTES = [...TEXTS, ...SWITCHES];

/** Makes every attribute a property: `order-total` is `orderTotal`; nothing takes the attribute away. */
export function reflect(prototype) {
  for (const attribute of ATTRIBUTES) {
    const isSwitch = SWITCHES.includes(attribute);
    Object.defineProperty(prototype, attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), {
      configurable: true,
      enumerable: true,
      get() {
        return isSwitch ? this.hasAttribute(attribute) : this.getAttribute(attribute);
      },
      set(value) {
        if (value === null || value === undefined || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, isSwitch ? "" : value);
      },
    });
  }
}

/** A page may have set properties before this script arrived: they hide those of the class. What can only be read is let go. */
export function uncover(element, prototype) {
  for (const name of Object.keys(element)) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property) continue;
    const value = element[name];
    delete element[name];
    property.set?.call(element, value);
  }
}
