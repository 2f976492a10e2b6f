// <lutine-offer>: attributes, properties, shadow root, loading box and events. What is in the box is drawn by the
// widget behind it; nothing here knows a price.
import { load } from "./load.js";
import css from "./style.css";
import texts from "./en.json";

const ATTRIBUTES = [
  "value", "currency", "order-total", "origin", "destination", "region", "carrier", "content", "signature",
  "policyholder-country", "fulfilment", "programme", "locale", "signature-request",
];
const PROPERTIES = ATTRIBUTES.map((name) => [name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), name]);

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

export class LutineOffer extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #box = div("box held");
  #mount = div("mount");
  #skeleton = skeleton();
  #widget;
  #shipment;
  #detail = { state: "loading", answer: null, programme: null, total: null, quoteId: null, bookingId: null };
  #stale = false;
  #confirming;
  #starting;
  #watch;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    this.#box.append(this.#skeleton, this.#mount);
    root.append(this.#box);
  }

  connectedCallback() {
    // A page may have set properties before this script arrived: they hide those of the class.
    for (const name of ["shipment", ...PROPERTIES.map(([property]) => property)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#hold();
    if (!this.#widget) this.#start();
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
    // Moved, it is back by then and keeps its answer.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#widget?.unmount();
      this.#widget = undefined;
    });
  }

  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.#changed();
  }

  /** The whole shipment with its items; replaces every shipment attribute. */
  get shipment() {
    return this.#shipment;
  }

  set shipment(value) {
    this.#shipment = value;
    this.#changed();
  }

  get state() {
    return this.#detail.state;
  }

  get answer() {
    return this.#detail.answer;
  }

  get total() {
    return this.#detail.total;
  }

  get quoteId() {
    return this.#detail.quoteId;
  }

  /** Books a yes. Never rejects; called twice while booking, it is still one booking. */
  confirm(order) {
    this.#confirming ??= this.#confirm(order).finally(() => (this.#confirming = undefined));
    return this.#confirming;
  }

  reset() {
    this.#widget?.reset();
  }

  focus(options) {
    const target = this.shadowRoot.querySelector("input:checked, input, button, a");
    if (target) target.focus(options);
  }

  async #confirm(order) {
    try {
      this.#flush();
      if (!this.#widget) await this.#start();
      return this.#widget ? await this.#widget.confirm(order) : { outcome: "unavailable" };
    } catch {
      return { outcome: "unavailable" };
    }
  }

  #start() {
    this.#starting ??= this.#load().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #load() {
    try {
      const lutine = await load();
      if (!this.isConnected || this.#widget) return;
      this.#skeleton.remove();
      this.#stale = false;
      this.#widget = lutine.mount(this.#host, this.#mount, this.#inputs);
    } catch (error) {
      this.#skeleton.remove();
      this.#emit("lutine:unavailable", { ...this.#detail, state: "unavailable", code: codeOf(error), errors: [] });
      this.#emit("lutine:change", { ...this.#detail, state: "unavailable" });
    }
  }

  /** Several changes in one turn of the page are one change. */
  #changed() {
    if (this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => this.#flush());
  }

  #flush() {
    if (!this.#stale) return;
    this.#stale = false;
    if (!this.#widget) {
      if (this.isConnected && this.state === "unavailable") this.#start();
      return;
    }
    // A change that follows a click or a key is the shopper's own: the box may take its size.
    if (navigator.userActivation?.isActive) this.#box.classList.remove("held");
    this.#widget.update(this.#inputs);
  }

  get #inputs() {
    const at = (name) => this.getAttribute(name) ?? undefined;
    const shipment = this.#shipment ?? {
      origin: { country: at("origin") },
      destination: { country: at("destination"), region: at("region") },
      carrier: at("carrier"),
      signature: at("signature"),
      parcels: [{ insurance: { amount: at("value"), currency: at("currency"), content: at("content") } }],
    };
    return {
      shipment,
      policyholderCountry: at("policyholder-country"),
      programme: at("programme"),
      fulfilment: at("fulfilment"),
      orderTotal: at("order-total"),
      locale: at("locale"),
      signatureRequest: this.hasAttribute("signature-request"),
    };
  }

  /** The attribute, where it is a locale. What the widget calls must not throw. */
  get #locale() {
    try {
      return Intl.getCanonicalLocales(this.getAttribute("locale") ?? "en")[0] ?? "en";
    } catch {
      return "en";
    }
  }

  /** What the widget is lent. */
  #host = {
    text: (key) => texts[key] ?? key,
    fill: (text, values) => text.replace(/{(\w+)}/g, (all, name) => values[name] ?? all),
    // Intl takes the amount as a string, and so stays exact.
    money: (amount, currency) => new Intl.NumberFormat(this.#locale, { style: "currency", currency }).format(amount),
    rest: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    emit: (name, detail) => this.#emit(name, detail),
  };

  #emit(name, detail) {
    const wasLoading = this.state === "loading";
    this.#detail = detail;
    if (wasLoading) this.#hold(); // looked at anew: while loading it was kept
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** The box keeps its height while it is seen: it gives room back only out of sight or after a shopper's action. */
  #hold() {
    this.#watch?.disconnect();
    this.#watch = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting || this.state === "loading") return;
      this.#box.classList.remove("held");
      this.#watch.disconnect();
    });
    this.#watch.observe(this.#box);
  }
}

for (const [property, attribute] of PROPERTIES) {
  const boolean = attribute === "signature-request";
  Object.defineProperty(LutineOffer.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return boolean ? this.hasAttribute(attribute) : this.getAttribute(attribute);
    },
    set(value) {
      if (value === null || value === undefined || value === false) this.removeAttribute(attribute);
      else this.setAttribute(attribute, boolean ? "" : value);
    },
  });
}

function div(name) {
  const element = document.createElement("div");
  element.className = name;
  return element;
}

/** The outline of a card, so that nothing moves when the offer arrives. */
function skeleton() {
  const card = div("card skeleton");
  card.setAttribute("aria-busy", "true");
  card.append(div("bone title"), div("bone"), div("answer"), div("answer"));
  return card;
}

function codeOf(error) {
  return ["no-key", "config-refused", "timeout"].includes(error?.message) ? error.message : "load-failed";
}
