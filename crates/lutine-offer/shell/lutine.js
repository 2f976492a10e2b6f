// The script tag's module: defines <lutine-offer>. Everything else loads behind the box that it paints first.
import { LutineOffer } from "./element.js";
import { settings } from "./load.js";

// A tag without a key is told in an event; without a tag nobody has asked yet.
if (settings.key !== undefined) define();

/** The same by hand, for pages without a script tag of their own. */
export async function loadLutine({ key, api, texts }) {
  // One page has one shop: whoever came first is it.
  if (customElements.get("lutine-offer")) return;
  Object.assign(settings, { key, api: api ?? settings.api, texts: texts ?? {} });
  define();
}

function define() {
  settings.api = settings.api.replace(/\/$/, "");
  customElements.get("lutine-offer") ?? customElements.define("lutine-offer", LutineOffer);
}
