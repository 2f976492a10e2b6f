// What is said in a language: its texts with their {placeholders}, plural forms, amounts and lists.
import { card as english } from "./locales/en.json";

const HERE = new URL(".", import.meta.url);
/** The languages that have a file, and tags whose language is called otherwise there. */
const TAGS = LOCALES;
const SAME = { no: "nb", nn: "nb" };
/** Less than what the whole widget is waited for: English is better than nothing. */
const WITHIN_MS = 2_000;
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];
/** First strong isolate and its end: an amount keeps its order within a sentence that runs the other way. */
const ISOLATE = ["\u2068", "\u2069"];

const files = new Map();

/** The words of a language tag; where it has no file, those of the nearest that has, in the end English. */
export class Words {
  #texts;
  #overrides;

  /** Takes at most one request for a language, whatever asks for it. */
  static async of(tag, overrides, integrity) {
    const file = fileOf(tag);
    if (!files.has(file)) files.set(file, file === "en" ? { card: english } : await read(file, integrity));
    return new Words(files.get(file) ? tag : "en", files.get(file) ?? { card: english }, overrides);
  }

  constructor(tag, texts, overrides = {}) {
    this.tag = tag;
    this.language = fileOf(tag);
    this.direction = RIGHT_TO_LEFT.includes(this.language) ? "rtl" : "ltr";
    this.#texts = texts;
    this.#overrides = overrides;
  }

  /** Texts that a later file brings: the dialog's, in English. */
  learn(section, texts) {
    this.#texts[section] ??= texts;
  }

  /** A text, its plural form chosen by a count and its {placeholders} filled. "dialog.close" is the dialog's. */
  say(key, values = {}, count = 1) {
    const [section, name] = key.startsWith("dialog.") ? ["dialog", key.slice(7)] : ["card", key];
    // Said otherwise, not left out: an empty text would hide a condition.
    let text = this.#overrides[key] || (this.#texts[section]?.[name] ?? english[key] ?? key);
    if (typeof text === "object") text = text[new Intl.PluralRules(this.tag).select(count)] ?? text.other;
    const [from, to] = this.direction === "rtl" ? ISOLATE : ["", ""];
    return String(text).replace(/{(\w+)}/g, (all, name) => (name in values ? from + values[name] + to : all));
  }

  /** Intl takes the amount as a string, and so stays exact. */
  money({ amount, currency }) {
    return new Intl.NumberFormat(this.tag, { style: "currency", currency }).format(amount);
  }

  /** A rate such as "2.5%", exactly. */
  rate(rate) {
    return new Intl.NumberFormat(this.tag, { style: "percent", maximumFractionDigits: 6 }).format(`${rate.slice(0, -1)}E-2`);
  }

  number(number) {
    return new Intl.NumberFormat(this.tag).format(number);
  }

  date(day) {
    return new Intl.DateTimeFormat(this.tag, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));
  }

  list(names, type = "conjunction") {
    return new Intl.ListFormat(this.tag, { type }).format(names);
  }

  /** A category's name, where the language has one. */
  category(id) {
    return this.#texts.categories?.[id];
  }
}

function fileOf(tag) {
  const { language, script } = new Intl.Locale(tag).maximize();
  return [tag, `${language}-${script}`, SAME[language] ?? language].find((file) => TAGS.includes(file)) ?? "en";
}

async function read(file, integrity) {
  try {
    const name = `locales/${file}.json`;
    const signal = AbortSignal.timeout(WITHIN_MS);
    const response = await fetch(new URL(name, HERE), { signal, ...(integrity && { integrity: integrity[name] }) });
    return await response.json();
  } catch {
    return undefined; // in English then
  }
}
