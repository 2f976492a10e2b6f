// The names of the element, which the build writes in from element.json.

/** As property and as attribute, and whether it is there or not rather than a text. */
export const ATTRIBUTES = ATTRIBUTE_NAMES;
/** As event and as the wrappers call it. */
export const EVENTS = EVENT_NAMES;
export const METHODS = METHOD_NAMES;

/**
 * A wrapper's props as attributes: on the server, before the element is defined and after, they mean the same. What is no
 * attribute of the element's own passes through.
 */
export function attributesOf(props, there) {
  const all = { ...props };
  for (const [property, attribute, boolean] of ATTRIBUTES) {
    const value = all[property];
    delete all[property];
    if (boolean ? value : value != null) all[attribute] = boolean ? there : value;
  }
  return all;
}
