// What the shell lends to the widget: the words at each place of the card, and the element's events and form value.
import { inputsOf, localeOf } from "./inputs.js";
import { plain } from "./plain.js";
import { Words } from "./words.js";

const OPEN = ["offered", "accepted", "declined"];
const COVERED = ["booked", "pending"];
/** Drawn anew on another place of the page, new inputs, or nothing to offer any more. */
const TAKES_BACK = ["ready", "quote", "unavailable"];
/** Codes that the shop's developers can do something about. */
const FAULTS = ["invalid-input", "price-mismatch"];

/** What was agreed to, by quote: elements that share an answer show it each in its own time, and it was shown once. */
const receipts = {};

export class Host {
  #shell;
  #kind = "loading";
  #subject;
  #config;
  #answer = "";
  #quote;
  #words;
  #wanted;
  #spoken;
  #status;
  #said;
  #shown;

  /** What the element lends in turn: see `#lent` there. */
  constructor(shell) {
    this.#shell = shell;
    const { box, element, mount } = shell;
    // Beside what takes the focus a browser would focus the first radio, unseen, for the next key to answer with; and scroll
    // to it, away from under the pointer, so that a click on an answer is lost. For that moment the card itself takes it.
    element.shadowRoot.addEventListener("mousedown", ({ target }) => {
      if (target.closest("button,a,dialog")) return;
      mount.tabIndex = -1;
      setTimeout(() => {
        mount.removeAttribute("tabindex");
        if (!target.closest("label")) element.shadowRoot.activeElement?.blur();
      });
    });
    // Outside of the card, which is drawn anew: what becomes of it is said to those who do not see it. Before it, where the
    // unseen text makes no room to scroll to.
    this.#status = document.createElement("p");
    Object.assign(this.#status, { className: "spoken", role: "status" });
    box.prepend(this.#status);
  }

  /** Speaks the element's language, with the shop's own texts in place of ours. Of several that are asked for, the last. */
  async speak(texts) {
    const { box, element, integrity } = this.#shell;
    const wording = { locale: localeOf(element), texts: { ...texts, ...plain(element.texts) }, asks: element.signatureRequest };
    this.#wanted = wording;
    const words = await Words.of(wording.locale, wording.texts, integrity);
    if (this.#wanted !== wording) return;
    [this.#words, this.#spoken] = [words, wording];
    Object.assign(box, { lang: words.language, dir: words.direction });
  }

  /** What the widget is told: the element's inputs, and the wording that is spoken by now. */
  get inputs() {
    return { ...inputsOf(this.#shell.element), wording: this.#spoken };
  }

  /** Opens a dialog: without it the widget still does all that it must. */
  async open(name) {
    const { chunk, element, settled, settings, told } = this.#shell;
    const { words, view } = this;
    if (name === "add-signature") return told("signature-request", this.#detail());
    const token = this.#token;
    const cancelled = (booking) => settled({ ...booking, shopperToken: token });
    if (name === "details") told(name, this.#detail());
    try {
      const dialogs = await chunk("dialog.js");
      dialogs[name]({ root: element.shadowRoot, words, view, api: settings.api, token, cancelled });
    } catch {
      told("error", { ...this.#detail(), code: "load-failed", errors: [] });
    }
  }

  focus(options) {
    const found = ["input:checked", "input", "button, a"].map((what) => this.#shell.mount.querySelector(what));
    // Whoever is sent here sees where, though it was a click that sent them.
    found.find(Boolean)?.focus({ focusVisible: true, ...options });
  }

  async details() {
    if (this.#offer) await this.open("details");
  }

  /** How far a booking has come by now; silence leaves it as it was. */
  async lookAgain() {
    const { booked, settled } = this.#shell;
    const booking = await booked(this.#booking.id, this.#token).catch(() => {});
    if (booking) settled(booking);
  }

  get #token() {
    return this.#booking?.shopperToken ?? this.#shell.element.shopperToken;
  }

  get words() {
    return this.#words;
  }

  /** What the card is about, for the dialogs. */
  get view() {
    return {
      offer: this.#offer,
      sandbox: this.text("sandbox"),
      withoutInsurance: this.#subject?.withoutInsurance ?? null,
      booking: this.#booking,
      address: (path) => this.#address(path),
      condition: (condition) => this.#condition(condition),
      category: (id) => this.#category(id),
    };
  }

  get state() {
    if (this.#kind !== "offered") return this.#kind;
    return { yes: "accepted", no: "declined" }[this.#answer] ?? "offered";
  }

  get #offer() {
    return this.#subject?.offers?.[0] ?? this.#subject?.offer;
  }

  /** Given back, and the insurer has not said yet that it takes it. */
  get #isCancelling() {
    return this.#subject?.state === "cancelling";
  }

  get #booking() {
    return [...COVERED, "cancelled"].includes(this.#kind) ? this.#subject : null;
  }

  /** How things stand now, and the event that says so. */
  tell(name, kind, subject, config, answer, quote) {
    const before = this.#detail();
    [this.#kind, this.#subject, this.#config, this.#answer, this.#quote] = [kind, subject, config, answer, quote];
    for (const input of this.#shell.mount.querySelectorAll("input")) input.checked = input.value === answer;
    // Once it is signed, the shop may have put it out of sight.
    if (!quote) this.#shown = this.#shell.mount.innerText;
    this.#tellForm();
    const detail = this.#detail();
    const isTakenBack = before.answer && !detail.answer;
    // The same offer may be asked about anew: of another shipment at the same price.
    const isOther = before.total?.amount !== detail.total?.amount;
    this.#say(isTakenBack && (isOther ? "changed" : "answer-needed"));
    this.#keepFocus();
    if (name === "unavailable") {
      detail.code = subject?.code ?? (subject?.errors ? "invalid-input" : "booking-refused");
      detail.errors = (subject?.errors ?? []).map(({ path, code }) => ({ path, code }));
      if (FAULTS.includes(detail.code)) this.#shell.told("error", detail);
    }
    this.#shell.told(name, detail);
    if (isTakenBack && TAKES_BACK.includes(name)) this.#shell.told("change", detail);
  }

  /** Says what has become of the card, and that it asks again; not how it was first. */
  #say(askedAgain) {
    const isOffered = this.#kind === "offered";
    const nothing = ["not-offered", "unavailable"].includes(this.#kind);
    const said = nothing ? "" : joined(this.text("title"), isOffered ? this.text("price") : this.#summary()[0]);
    if (this.#said !== undefined && (askedAgain || said !== this.#said)) {
      this.#status.textContent = joined(said, isOffered && askedAgain && this.#words.say(askedAgain));
    }
    this.#said = said;
  }

  /** Where the focused part is drawn anew, the focus stays in the card. */
  #keepFocus() {
    const focused = this.#shell.element.shadowRoot.activeElement;
    setTimeout(() => {
      if (focused?.isConnected === false && document.hasFocus() && document.activeElement === document.body) this.focus();
    });
  }

  rest(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  config() {
    return this.#shell.config();
  }

  /** The receipt: what was agreed to, and what was on the screen when it was. */
  consent() {
    const { programme, total } = this.#offer;
    const quoteId = this.#quote?.id;
    const [, locale] = this.#wording();
    const textHash = this.#config.texts[programme]?.[locale]?.hash ?? null;
    return (receipts[quoteId] ??= { basis: "shopper", quoteId, total, textHash, locale, shown: this.#shown });
  }

  /** What every script on the page may hear: never a token, never the policyholder. */
  #detail() {
    return {
      state: this.state,
      answer: OPEN.includes(this.state) ? this.#answer || null : COVERED.includes(this.#kind) ? "yes" : null,
      programme: this.#offer?.programme ?? null,
      total: this.#offer ? Object.freeze({ ...this.#offer.total }) : null,
      quoteId: this.#quote?.id ?? null,
      bookingId: this.#booking?.id ?? null,
    };
  }

  #tellForm() {
    const { state } = this;
    const token = this.#quote?.token ?? "";
    // Of a booking of an earlier visit nothing is asked, and nothing is to be paid.
    const spent = token || "not-offered";
    const values = { ineligible: "not-offered", cancelled: "not-offered", offered: "", accepted: token, booked: spent, pending: spent };
    const value = values[state] ?? state;
    const consent = state === "accepted" && token ? JSON.stringify(this.consent()) : null;
    this.#shell.form(value, consent, this.#words.say("answer-needed"));
  }

  text(place) {
    const { words } = this;
    const say = (key, values, count) => words.say(key, values, count);
    const offer = this.#offer;
    const declared = offer?.kind === "declared-value" ? "declared-" : "";
    const count = offer?.parcels.length ?? 1;
    switch (place) {
      case "title":
        if (this.#kind === "offered") return say(`${declared}title`, { count: words.number(count) }, count);
        if (this.#isCancelling) return say("cancelling");
        // These speak of insurance, which a declared value is not.
        if (declared && this.#kind !== "booked") return offer.title;
        return say(this.#kind === "booked" ? `${declared}booked` : this.#kind, {}, count);
      case "yes":
        return say(`${declared}yes`);
      case "price":
        return words.money(offer.total);
      case "no-price":
        return words.money({ ...offer.total, amount: offer.total.amount.replace(/\d+/, 0).replace(/[1-9]/g, 0) });
      case "yes-note":
        return joined(say(onceOf(offer)), this.#orderTotal(this.#subject.orderWith));
      case "no-note":
        return joined(this.#orderTotal(this.#subject.orderWithout), this.#owed());
      case "sandbox":
        return this.#config.sandbox === false ? "" : say(place);
      case "sold-by":
        return say(place, { title: offer.title });
      case "add-signature":
        return this.#shell.element.signatureRequest && this.#isHelpedBySignature() ? say(place) : "";
      case "policy": {
        const numbers = (this.#kind === "booked" ? this.#subject.policies : []).map(({ number }) => number);
        return numbers.length > 0 ? say(place, { number: words.list(numbers) }, numbers.length) : "";
      }
      case "cancel":
        return this.#kind === "booked" && offer.cancellation?.withinHours && this.#token ? say(place) : "";
      default:
        return say(place);
    }
  }

  lines(place) {
    const { words } = this;
    const offer = this.#offer;
    if (place === "links") {
      const links = [["terms", offer.documents.terms], ["product-information", offer.documents.productInformation]];
      return links.flatMap(([key, path]) => (path ? [words.say(key), this.#address(path)] : []));
    }
    if (place === "summary") return this.#summary();
    const lines = [];
    for (const { payableWithoutSignature: payable, maximumPayable } of offer.parcels) {
      if (payable?.amount === maximumPayable.amount) lines.push(words.say("signature", { amount: words.money(payable) }));
    }
    for (const parcel of offer.parcels) {
      for (const { category, deductible } of [...(parcel.items ?? []), parcel]) {
        if (!deductible) continue;
        lines.push(words.say("deductible", { category: this.#category(category), rate: words.rate(deductible.rate) }));
      }
    }
    lines.push(...offer.conditions.map((condition) => this.#condition(condition)));
    return [...new Set(lines)].filter(Boolean);
  }

  /** The sentence below the title, and its language: regulated wording stands in its own. */
  #summary() {
    const { words } = this;
    switch (this.#kind) {
      case "ineligible":
        return [this.#ineligible(), words.language];
      case "pending":
        return [words.say("pending-text"), words.language];
      case "cancelled": {
        if (this.#isCancelling) return ["", words.language];
        const refund = this.#subject.refund?.total;
        const paid = refund && Number(refund.amount) > 0;
        const text = words.say(paid ? "cancelled-text" : "cancelled-text-unpaid", paid ? { amount: words.money(refund) } : {});
        return [text, words.language];
      }
      default: {
        const [text, locale] = this.#wording();
        return [text.replaceAll("{cover}", words.money(this.#offer.cover, locale)), locale];
      }
    }
  }

  /** The programme's own words, in the shopper's language or else in English, and which of the two. */
  #wording() {
    const { programme, revision } = this.#offer;
    const known = this.#config.programmes.filter(({ id }) => id === programme);
    const { texts = {} } = known.find((one) => one.revision === revision) ?? known[0] ?? {};
    const locale = texts[this.#words.language] ? this.#words.language : "en";
    return [texts[locale]?.summary ?? "", locale];
  }

  #orderTotal(total) {
    return total ? this.#words.say("order-total", { total: this.#words.money(total) }) : "";
  }

  /** What the carrier owes for all parcels; nothing where nobody states it. */
  #owed() {
    const { owed, withoutInsurance } = this.#subject;
    if (!owed) return "";
    const perils = withoutInsurance.parcels[0].perils.map((peril) => this.#words.say(`owed-${peril}`));
    const values = { amount: this.#words.money(owed), perils: this.#words.list(perils, "disjunction") };
    return this.#words.say("carrier-owes", values);
  }

  #condition({ code, from }) {
    if (code === "signature-advised") return "";
    return this.#words.say(code, from ? { amount: this.#words.money(from) } : {});
  }

  #isHelpedBySignature() {
    return this.#offer.conditions.some(({ code }) => code === "signature-advised");
  }

  #category(id) {
    return this.#words.category(id) ?? this.#config.categories.find((known) => known.id === id)?.name ?? id;
  }

  /** One calm sentence on why not, of the reason that says most, and what happens instead. */
  #ineligible() {
    const reasons = this.#subject.declined.flatMap((declined) => declined.reasons);
    const why = this.#excluded(reasons) ?? this.#tooValuable(reasons) ?? this.#otherwise(reasons);
    return joined(why, this.#words.say("ships-as-usual"), this.#owed());
  }

  #excluded(reasons) {
    const excluded = reasons.find(({ code }) => code === "category-excluded");
    return excluded && this.#words.say("category-not-covered", { category: this.#category(excluded.category) });
  }

  /** The highest of the limits that are too low. They are of one currency, at one scale. */
  #tooValuable(reasons) {
    const limits = reasons.filter(({ code }) => code === "value-above-limit").map(({ limit }) => limit);
    const digits = ({ amount }) => BigInt(amount.replace(".", ""));
    const [highest] = limits.sort((one, other) => (digits(one) < digits(other) ? 1 : -1));
    return highest && this.#words.say("value-not-covered", { limit: this.#words.money(highest) });
  }

  #otherwise(reasons) {
    const reason = reasons.find(({ code }) => code !== "not-on-sale");
    if (reason?.code === "signature-required") return this.#condition(reason);
    return this.#words.say(NOT_COVERED[reason?.code] ?? "nothing-on-sale");
  }

  #address(path) {
    return path.startsWith("/") ? this.#shell.settings.api + path : path;
  }
}

const NOT_COVERED = {
  "carrier-not-served": "carrier-not-covered",
  "other-provider-chosen": "carrier-not-covered",
  "destination-not-served": "route-not-covered",
  "origin-not-served": "route-not-covered",
  "no-exchange-rate": "currency-not-covered",
  "currency-not-served": "currency-not-covered",
};

/** How often, and which tax. */
function onceOf({ taxStatus, tax }) {
  if (taxStatus === "not-determined") return "once-taxes-may-apply";
  return taxStatus === "determined" && Number(tax.amount) > 0 ? "once-with-tax" : "once";
}

/** Sentences one after the other; a full-width stop has its space in it. */
const joined = (...sentences) => sentences.filter(Boolean).join(" ").replaceAll("。 ", "。");
