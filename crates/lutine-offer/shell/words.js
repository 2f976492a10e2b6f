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

/** What is known of a tag: the one to format by, its file and the texts in it. */
const known = {};
const ENGLISH = ["en", "en", { card: english }];
/** Formatters, which are slow to make. */
const formats = {};

/** The words of a language tag; where it has no file, those of the nearest that has, in the end English. */
export class Words {
  #texts;
  #overrides;

  /** Takes at most one request for a tag, whatever asks for it. */
  static async of(tag, overrides, integrity) {
    return new Words(await (known[tag] ??= learn(tag, integrity)), overrides);
  }

  constructor([tag, language, texts], overrides = {}) {
    this.tag = tag;
    this.language = language;
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
    const texts = [this.#overrides[key], this.#texts[section]?.[name], english[key], key];
    const text = texts.map((text) => this.#form(text, count)).find((text) => text && typeof text === "string");
    const [from, to] = this.direction === "rtl" ? ISOLATE : ["", ""];
    return text.replace(/{(\w+)}/g, (all, name) => (Object.hasOwn(values, name) ? from + values[name] + to : all));
  }

  #form(text, count) {
    if (!text || typeof text !== "object") return text;
    const form = this.#intl("PluralRules").select(count);
    // In some languages one form is that of 1 and of 21; where it names no number, it speaks of one thing.
    const speaksOfOne = form === "one" && count !== 1 && !/{[cdh]/.test(text.one);
    return (speaksOfOne ? text.other : text[form]) ?? text.other;
  }

  /**
   * Intl takes the amount as a string, and so stays exact; with all of its digits, also where people write fewer. Within a
   * sentence of another language it is written as there.
   */
  money({ amount, currency }, language) {
    const digits = amount.split(".")[1]?.length ?? 0;
    const scale = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return this.#intl("NumberFormat", { style: "currency", currency, ...scale }, language).format(amount);
  }

  /** A rate such as "2.5%", exactly. */
  rate(rate) {
    return this.#intl("NumberFormat", { style: "percent", maximumFractionDigits: 6 }).format(`${rate.slice(0, -1)}E-2`);
  }

  number(number) {
    return this.#intl("NumberFormat").format(number);
  }

  date(day) {
    return this.#intl("DateTimeFormat", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));
  }

  list(names, type = "conjunction") {
    return this.#intl("ListFormat", { type }).format(names);
  }

  #intl(kind, options, language = this.language) {
    const tag = language === this.language ? this.tag : language;
    return (formats[[kind, tag, JSON.stringify(options)]] ??= new Intl[kind](tag, options));
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

/** Each of these takes a slow processor its time; between them the page has its turn. */
async function learn(tag, integrity) {
  await turn();
  const file = fileOf(tag);
  const texts = file === "en" ? ENGLISH[2] : await read(file, integrity);
  await turn();
  new Intl.NumberFormat(tag).format(0);
  await turn();
  if (!texts) delete known[tag]; // asked again another time
  return texts ? [tag, file, texts] : ENGLISH;
}

const turn = () => new Promise(setTimeout);

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
