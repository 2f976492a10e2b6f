// One modal dialog in the element's shadow root: native, so that Esc, the focus trap and the way back are the browser's.
import css from "../dialog.css";
import { dialog as english } from "../locales/en.json";
import { button, node, styled } from "./nodes.js";

let sheet;

/**
 * Opens a dialog and returns it; nothing where one is open. It takes itself away when it closes.
 * The title has the focus first, so that a screen reader begins there and no button is one key away from done.
 */
export function open({ root, words, title, body, actions = [] }) {
  const before = root.querySelector("dialog[open]");
  if (before?.matches(":modal")) return undefined;
  before?.remove(); // moved on the page, it was no dialog any more
  dress(root);
  const heading = styled("h2", "dialog-title", title);
  heading.id = "dialog-title";
  heading.tabIndex = -1;
  const close = button("button-quiet", "", () => dialog.close());
  close.setAttribute("aria-label", words.say("dialog.close"));
  const head = node("div", "dialog-head", heading, close);
  const dialog = styled("dialog", "dialog", head, styled("div", "dialog-body", ...body));
  if (actions.length > 0) dialog.append(styled("div", "dialog-actions", ...actions));
  dialog.setAttribute("aria-labelledby", heading.id);
  const { lang, dir } = root.querySelector(".box") ?? root.host;
  Object.assign(dialog, { lang, dir });
  closeFromOutside(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  // Closes this one, and not also the shop's own around it, which may listen for the key.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  root.append(dialog);
  dialog.showModal();
  heading.focus();
  return dialog;
}

/** The words, with the dialog's own: in English, where the language has none. */
export function fluent(words) {
  words.learn("dialog", english);
  return { words, say: (key, values, count) => words.say(`dialog.${key}`, values, count) };
}

/** Adds the style sheet, once for an element and made once for all. */
function dress(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/** A click on the backdrop closes; one that began inside, such as a selection of text, does not. */
function closeFromOutside(dialog) {
  let began = false;
  const outside = ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  dialog.addEventListener("pointerdown", (event) => (began = outside(event)));
  dialog.addEventListener("click", (event) => {
    if (began && outside(event)) dialog.close();
  });
}
