// What is covered, and giving it back: two dialogs that few shoppers open, so that they load when one is.
export { cancel } from "./dialog/cancel.js";
export { details } from "./dialog/details.js";
