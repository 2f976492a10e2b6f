// The script tag's module: defines <lutine-offer>. Everything else loads behind the box that it paints first.
import { LutineOffer } from "./element.js";

if (!customElements.get("lutine-offer")) customElements.define("lutine-offer", LutineOffer);
