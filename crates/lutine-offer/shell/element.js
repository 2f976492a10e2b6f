// <lutine-offer>: attributes, properties, shadow root, loading box, events and form. What is in the box is drawn by the
// widget behind it; nothing here knows a price.
import { ATTRIBUTES, reflect, uncover } from "./attributes.js";
import { div, skeleton, slot } from "./box.js";
import { booked, chunk, inTime, load, read, settings, turn } from "./load.js";
import css from "./style.css";

const LOADING = { state: "loading", answer: null, programme: null, total: null, quoteId: null, bookingId: null };
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
  #detail = LOADING;
  #sent = ["", null, ""];
  #isDisabled = false;
  #stale = false;
  #isOwn = false;
  #confirming;
  #starting;
  #watch;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#box.setAttribute("part", "box");
    this.#box.append(this.#skeleton, this.#mount);
    this.#root.append(slot("before"), this.#box, slot("after"));
    // Clicks and keys; no attribute, property or method answers. A shop's own icon is slotted into the card: what is clicked
    // in there is not the widget's.
    const heard = (name, act) => this.#mount.addEventListener(name, ({ isTrusted, target }) => {
      if ((isTrusted || name === "click") && this.#mount.contains(target)) act(target);
    });
    heard("change", ({ value }) => this.#widget?.choose(value));
    heard("click", (target) => {
      const what = target.closest("button")?.value;
      if (what) this.#host.open(what);
    });
    this.#internals.states.add("loading");
  }

  connectedCallback() {
    uncover(this, LutineOffer.prototype);
    addEventListener("pageshow", this.#shown);
    if (this.locale) this.#box.lang = this.locale.replace("_", "-"); // the room that is kept depends on it
    // What is booked already has no more to say than its outline.
    if (this.hasAttribute("booking")) this.#release();
    this.#hold();
    if (!this.#widget) this.#start();
  }

  disconnectedCallback() {
    removeEventListener("pageshow", this.#shown);
    this.#watch?.disconnect();
    // Moved, it is back by then and keeps its answer.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#close();
      this.#become(LOADING);
      this.#box.prepend(this.#skeleton);
      this.#form("", null);
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

  /** Books a yes. Never rejects; called twice for an order while booking, it is still one booking. */
  confirm(order) {
    const asked = this.#confirming;
    const id = idOf(order);
    if (asked && asked.id === id) return asked.outcome;
    this.#box.inert = true; // what is being paid for is not answered anew
    const outcome = this.#confirm(order).finally(() => {
      if (this.#confirming?.outcome === outcome) this.#box.inert = this.#confirming = false;
    });
    this.#confirming = { id, outcome };
    return outcome;
  }

  /** Forgets the answer, and a booking that was made here. */
  reset() {
    this.#booking = undefined;
    this.#widget?.reset();
    this.#changed();
  }

  focus(options) {
    (this.#host ?? this.#widget)?.focus(options);
  }

  /** Opens what is covered, where something is offered or booked. */
  async details() {
    await (this.#host ?? this.#widget)?.details();
  }

  async #confirm(order) {
    try {
      await this.#flush();
      if (!this.#widget) await this.#start();
      if (this.state === "pending") {
        await this.#host?.lookAgain();
        await this.#flush();
        if (this.state === "booked") this.#told("booked", this.#detail);
      }
      const confirmed = await this.#widget.confirm(order);
      // What was booked here was another order's: the next question is a new one.
      if (confirmed.outcome === "unanswered" && this.#booking && !this.hasAttribute("booking")) this.reset();
      return confirmed;
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
        // Taken away and put back meanwhile, it begins anew.
        if (this.#widget !== widget) return this.#load();
        this.#skeleton.remove();
        widget.draw(this.#mount);
        this.#submit(); // now there is something to point at
        this.#changed(); // what was said meanwhile
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
    (this.#widget = widget).update(); // what was said meanwhile
  }

  /** Several changes in one turn of the page are one change. */
  #changed() {
    if (this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => this.#flush());
  }

  async #flush() {
    if (!this.#stale) return;
    this.#stale = false;
    if (!this.#widget) return this.isConnected && this.state === "unavailable" && this.#start();
    // A change that follows a click or a key is the shopper's own: the box may take its size.
    this.#isOwn = event?.isTrusted && navigator.userActivation?.isActive;
    if (this.#isOwn) this.#release();
    // The price at once, in the words of before: a yes to another does not stand while a language is fetched.
    if (!this.#awaited) this.#widget.update(this.#inputs);
    this.#isOwn = false;
    try {
      await inTime(this.#ready());
      this.#widget?.update(this.#inputs);
    } catch (error) {
      this.#close();
      this.#failed(error);
    }
  }

  #close() {
    this.#widget?.unmount();
    this.#widget = undefined;
  }

  /** The booking of an earlier visit that is not here yet: its id and its token. */
  get #awaited() {
    const awaited = [this.booking, this.shopperToken];
    return !this.#booking && awaited.every(Boolean) && awaited;
  }

  /** What must be fetched before anything can be said: the words of the language, a booking of an earlier visit. */
  async #ready() {
    const awaited = this.#awaited;
    const words = this.#host?.speak(settings.texts);
    if (awaited) {
      const booking = await booked(...awaited);
      // Meanwhile it may have become another's.
      if (String(this.#awaited) === String(awaited)) this.#booking = booking;
    }
    await words;
  }

  get #inputs() {
    return { ...this.#host?.inputs, disabled: this.#isDisabled, booking: this.#booking };
  }

  /** What the words are lent. */
  #lent = {
    element: this,
    box: this.#box,
    mount: this.#mount,
    settings,
    integrity: INTEGRITY,
    chunk,
    booked,
    config: () => inTime(read("/v1/config", settings.key)).catch(() => undefined),
    told: (name, detail) => this.#told(name, detail),
    form: (...sent) => this.#form(...sent),
    settled: (booking) => {
      this.#booking = booking;
      this.#changed();
    },
  };

  #told(name, detail) {
    const { code, errors, ...lasting } = detail;
    // It is not drawn yet. What does not come of the shopper's own is as tall as what it replaces.
    if (!this.#isOwn && !this.#box.matches(".held")) this.#box.style.minHeight = getComputedStyle(this.#box).height;
    this.#become(Object.freeze(lasting));
    this.#hold();
    this.#submit();
    this.dispatchEvent(new CustomEvent(`lutine:${name}`, { detail: Object.freeze(detail), bubbles: true, composed: true }));
  }

  #become(detail) {
    const { states } = this.#internals;
    states.delete(this.state);
    states.add(detail.state);
    this.#detail = detail;
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
    const anchor = this.#root.querySelector(".answers, iframe") ?? undefined;
    this.#internals.setValidity({ valueMissing }, valueMissing ? message || " " : "", anchor);
  }

  /** The box keeps its height while it is seen: it gives room back only out of sight or after a shopper's action. */
  #hold() {
    this.#watch?.disconnect();
    this.#watch = new IntersectionObserver(([entry]) => {
      if (entry.isIntersecting || this.state === "loading") return;
      this.#release();
      this.#watch.disconnect();
    });
    this.#watch.observe(this.#box);
  }

  #release() {
    this.#box.classList.remove("held");
    this.#box.style.minHeight = "";
  }
}

reflect(LutineOffer.prototype);

/** A page may hand over anything. */
function idOf(order) {
  try {
    return order.order.id;
  } catch {
    return undefined;
  }
}
