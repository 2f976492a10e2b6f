// How the element looks on its page, as far as a page inside a frame can look like it: custom properties, the text's
// properties, light or dark, direction and language. Parts and the page's own fonts stay outside.
import { languagesOf } from "../inputs.js";

/** What a page's style sheet says of an element's text, and what its text inherits. */
const TEXT = [
  "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "text-transform",
  "word-spacing",
];

export function look(host) {
  const style = getComputedStyle(host);
  const at = (names) => Object.fromEntries([...names].map((name) => [name, style.getPropertyValue(name).trim()]));
  return {
    properties: at(propertyNames(host.shadowRoot)),
    text: at(TEXT),
    scheme: schemeOf(style),
    size: getComputedStyle(document.documentElement).fontSize,
    dir: style.direction,
    lang: languagesOf(host)[0] ?? "",
  };
}

/** Light or dark: what the page says in a <meta> no style tells. */
function schemeOf({ colorScheme }) {
  return colorScheme === "normal" ? (document.querySelector("meta[name=color-scheme]")?.content ?? colorScheme) : colorScheme;
}

/** Calls back when the page may have turned the look: by the system, or by a class or an attribute at its root. */
export function watchLook(changed) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const themes = new MutationObserver(changed);
  dark.addEventListener("change", changed);
  for (const element of [document.documentElement, document.body]) themes.observe(element, { attributes: true });
  return () => {
    dark.removeEventListener("change", changed);
    themes.disconnect();
  };
}

/** The names that the element's own style sheets ask for: a style does not list custom properties everywhere. */
function propertyNames(root) {
  const rules = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
  return new Set(rules.flatMap(({ cssText }) => cssText.match(/--lutine-[\w-]+/g) ?? []));
}
