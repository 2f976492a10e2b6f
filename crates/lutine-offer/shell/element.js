// <lutine-offer>: attributes, properties, shadow root, loading box, events and form. What is in the box is drawn by the
// widget behind it; nothing here knows a price.
import { ATTRIBUTES, reflect, uncover } from "./attributes.js";
import { div, skeleton, slot } from "./box.js";
import { chunk, inTime, load, read, settings, turn } from "./load.js";
import css from "./style.css";

/** What a code of ours looks like; no message of a browser's does. */
const CODE = /^[a-z-]+$/;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

export class LutineOffer extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ATTRIBUTES;

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open", delegatesFocus: true });
  #box = div("box held");
  #mount = div("mount");
  #skeleton = skeleton();
  #widget;
  #host;
  #shipment;
  #texts;
  #booking;
  #detail = { state: "loading", answer: null, programme: null, total: null, quoteId: null, bookingId: null };
  #sent = ["", null, ""];
  #isDisabled = false;
  #stale = false;
  #confirming;
  #starting;
  #watch;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#box.setAttribute("part", "box");
    this.#box.append(this.#skeleton, this.#mount);
    this.#root.append(slot("before"), this.#box, slot("after"));
    // The shopper's own clicks and keys; there is no other way to an answer. A shop's own icon is slotted into the card:
    // what is clicked in there is not the widget's.
    const heard = (name, act) => this.#mount.addEventListener(name, ({ target }) => this.#mount.contains(target) && act(target));
    heard("change", ({ value }) => this.#widget?.choose(value));
    heard("click", (target) => this.#clicked(target.closest("button")?.value));
    this.#internals.states.add("loading");
  }

  connectedCallback() {
    uncover(this, LutineOffer.prototype);
    addEventListener("pageshow", this.#shown);
    this.#box.lang = this.#locale; // the room that is kept depends on it
    // What is booked already has no more to say than its outline.
    if (this.hasAttribute("booking")) this.#box.classList.remove("held");
    this.#hold();
    if (!this.#widget) this.#start();
  }

  disconnectedCallback() {
    removeEventListener("pageshow", this.#shown);
    this.#watch?.disconnect();
    // Moved, it is back by then and keeps its answer.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#widget?.unmount();
      this.#widget = undefined;
    });
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "booking" || name === "shopper-token") this.#booking = undefined;
    if (name === "name" || name === "required") this.#submit();
    else this.#changed();
  }

  formResetCallback() {
    this.reset();
  }

  formDisabledCallback(isDisabled) {
    this.#isDisabled = isDisabled;
    this.#changed();
  }

  // No formStateRestoreCallback: an answer belongs to a price and to a moment, so that nothing ever restores one.

  /** Nor is a page that comes back as it was left: only a booking stays. */
  #shown = ({ persisted }) => persisted && !this.#detail.bookingId && this.reset();

  /** The whole shipment with its items; replaces every shipment attribute. */
  get shipment() {
    return this.#shipment;
  }

  set shipment(value) {
    this.#shipment = value;
    this.#changed();
  }

  /** The shop's own words: { key: text }. */
  get texts() {
    return this.#texts;
  }

  set texts(value) {
    this.#texts = value;
    this.#changed();
  }

  static {
    // What the form's machinery knows, and what the last event said; all of it only to be read.
    const read = (names, from) => {
      for (const name of names) {
        Object.defineProperty(this.prototype, name, { configurable: true, enumerable: true, get() { return from(this)[name]; } });
      }
    };
    read(["form", "labels", "validity", "validationMessage", "willValidate"], (element) => element.#internals);
    read(["state", "answer", "total", "quoteId"], (element) => element.#detail);
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
    return this.#internals.reportValidity();
  }

  /** Books a yes. Never rejects; called twice while booking, it is still one booking. */
  confirm(order) {
    this.#confirming ??= this.#confirm(order).finally(() => (this.#confirming = undefined));
    return this.#confirming;
  }

  /** Forgets the answer, and a booking that was made here. */
  reset() {
    this.#booking = undefined;
    this.#widget?.reset();
    this.#changed();
  }

  focus(options) {
    if (this.#widget?.focus) this.#widget.focus();
    else this.#root.querySelector("input:checked, input, button, a")?.focus(options);
  }

  /** Opens what is covered, where something is offered or booked. */
  async details() {
    if (this.#widget?.details) return this.#widget.details();
    if (this.#host?.view.offer) await this.#open("details");
  }

  /** A dialog: without it the widget still does all that it must. */
  async #open(name) {
    const { words, view } = this.#host;
    const token = this.#token;
    const cancelled = (booking) => {
      this.#booking = { ...booking, shopperToken: token };
      this.#changed();
    };
    if (name === "details") this.#told(name, this.#detail);
    try {
      const dialogs = await chunk("dialog.js");
      dialogs[name]({ root: this.#root, words, view, api: settings.api, token, cancelled });
    } catch {
      this.#told("error", { ...this.#detail, code: "load-failed", errors: [] });
    }
  }

  get #token() {
    return this.#host?.view.booking?.shopperToken ?? this.getAttribute("shopper-token");
  }

  #clicked(what) {
    if (what === "add-signature") this.#told("signature-request", this.#detail);
    else if (what) this.#open(what);
  }

  async #confirm(order) {
    try {
      await this.#flush();
      if (!this.#widget) await this.#start();
      if (this.state === "pending") await this.#lookAgain();
      return this.#widget ? await this.#widget.confirm(order) : { outcome: "unavailable" };
    } catch {
      return { outcome: "unavailable" };
    }
  }

  /** How far a booking has come by now; silence leaves it as it was. */
  async #lookAgain() {
    await this.#read(this.#host.view.booking.id, this.#token).catch(() => {});
    this.#changed();
    await this.#flush();
    if (this.state === "booked") this.#told("booked", this.#detail);
  }

  async #read(id, token) {
    const booking = await inTime(read(`/v1/bookings/${encodeURIComponent(id)}`, token, "booking-refused"));
    this.#booking = { ...booking, shopperToken: token };
  }

  #start() {
    this.#starting ??= this.#load().finally(() => (this.#starting = undefined));
    return this.#starting;
  }

  async #load() {
    try {
      const { glue, lutine, frame } = await load();
      if (!this.isConnected || this.#widget) return;
      if (frame) await this.#frame(frame);
      else {
        this.#host ??= new glue.Host(this.#lent);
        await inTime(this.#ready());
        if (!this.isConnected || this.#widget) return;
        this.#stale = false;
        const widget = (this.#widget = lutine.open(this.#host, this.#inputs));
        await turn();
        this.#skeleton.remove();
        if (this.#widget === widget) widget.draw(this.#mount);
      }
    } catch (error) {
      this.#skeleton.remove();
      this.#failed(error);
    }
  }

  #failed(error) {
    const why = error?.message ?? `${error}-refused`; // the widget throws "config"
    const code = CODE.test(why) ? why : "load-failed";
    const detail = { ...this.#detail, state: "unavailable", code, errors: [] };
    this.#form("unavailable", null);
    if (/key|config|frame/.test(code)) this.#told("error", detail); // the shop's developers can mend these
    this.#told("unavailable", detail);
    this.#told("change", detail);
  }

  /** Where the page forbids WebAssembly, the same element in a frame. */
  async #frame(frame) {
    const [onEvent, onForm] = [(name, detail) => this.#told(name, detail), (...sent) => this.#form(...sent)];
    const widget = await frame.connect({ ...settings, element: this, box: this.#box, onEvent, onForm });
    if (!this.isConnected) return widget.unmount();
    this.#skeleton.remove();
    this.#stale = false;
    this.#widget = widget;
  }

  /** Several changes in one turn of the page are one change. */
  #changed() {
    if (this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => this.#flush());
  }

  async #flush() {
    if (!this.#stale) return;
    if (!this.#widget) {
      this.#stale = false;
      if (this.isConnected && this.state === "unavailable") this.#start();
      return;
    }
    // A change that follows a click or a key is the shopper's own: the box may take its size.
    if (event?.isTrusted && navigator.userActivation?.isActive) this.#box.classList.remove("held");
    try {
      await this.#ready();
    } catch (error) {
      this.#failed(error);
    }
    this.#stale = false;
    this.#widget?.update(this.#inputs);
  }

  /** What must be fetched before anything can be said: the words of the language, a booking of an earlier visit. */
  async #ready() {
    const [id, token] = [this.getAttribute("booking"), this.getAttribute("shopper-token")];
    const words = this.#host?.speak({ locale: this.#locale, texts: { ...settings.texts, ...this.#texts } });
    if (id && token && !this.#booking) await this.#read(id, token);
    await words;
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
      disabled: this.#isDisabled,
      booking: this.#booking,
      wording: { locale: this.#locale, texts: this.#texts, asks: this.hasAttribute("signature-request") },
    };
  }

  /** The attribute, else the page's own language, else English. What the widget calls must not throw. */
  get #locale() {
    for (const tag of [this.getAttribute("locale"), this.closest("[lang]")?.lang]) {
      try {
        if (tag) return Intl.getCanonicalLocales(tag)[0];
      } catch {
        // no language: the next
      }
    }
    return "en";
  }

  /** What the words are lent. */
  #lent = {
    box: this.#box,
    mount: this.#mount,
    integrity: INTEGRITY,
    address: (path) => settings.api + path,
    asksForSignature: () => this.hasAttribute("signature-request"),
    config: () => inTime(read("/v1/config", settings.key)).catch(() => undefined),
    canCancel: () => Boolean(this.#token),
    told: (name, detail) => this.#told(name, detail),
    form: (...sent) => this.#form(...sent),
  };

  #told(name, detail) {
    const before = this.state;
    if (before !== detail.state) {
      this.#internals.states.delete(before);
      this.#internals.states.add(detail.state);
    }
    this.#detail = detail;
    if (before === "loading") this.#hold(); // looked at anew: while loading it was kept
    this.#submit();
    this.dispatchEvent(new CustomEvent(`lutine:${name}`, { detail, bubbles: true, composed: true }));
  }

  /** What the form sends, and what it says where an answer is missing. */
  #form(...sent) {
    this.#sent = sent;
    this.#submit();
  }

  /** An answer can be demanded, a yes cannot. */
  #submit() {
    const [value, consent, message] = this.#sent;
    const data = new FormData();
    data.append(this.name, value);
    if (consent) data.append(`${this.name}-consent`, consent);
    this.#internals.setFormValue(this.name ? data : null);
    const valueMissing = this.required && this.state === "offered";
    const anchor = this.#root.querySelector("input, iframe") ?? undefined;
    this.#internals.setValidity({ valueMissing }, valueMissing ? message || " " : "", anchor);
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

reflect(LutineOffer.prototype);
