// Every language of the widget, in a browser: its own words, amounts, plural forms and direction.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { PLANT, SHIRT, Shop, Visit, checkout } from "./support/checkout.mjs";
import { launch } from "./support/browser.mjs";
import { Server, until } from "./support/server.mjs";

const LOCALES = new URL("../../crates/lutine-offer/shell/locales/", import.meta.url);
const TAGS = readdirSync(LOCALES).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];
const COUNTS = [1, 2, 3, 5, 11, 21];
const texts = (tag) => JSON.parse(readFileSync(new URL(`${tag}.json`, LOCALES), "utf8")).card;

let browser, server, shop, visit;
before(async () => {
  browser = await launch();
  [server, shop] = await Promise.all([Server.start(), Shop.open()]);
  visit = await Visit.begin(browser);
  await visit.page.goto(shop.sell({ html: checkout({ lutine: server.origin }) }));
  await visit.state("offered");
});
after(async () => {
  await browser.close();
  await Promise.all([server.close(), shop.close()]);
});

/** The card in a language, as it is once it no longer changes: its texts by their class. */
async function card(locale, { page = visit.page, ...properties } = {}) {
  await page.evaluate(async ([locale, properties, attributes]) => {
    const before = document.querySelector("lutine-offer");
    const offer = document.createElement("lutine-offer");
    for (const [name, value] of Object.entries(properties.attributes ?? attributes)) offer.setAttribute(name, value);
    if (locale) offer.setAttribute("locale", locale);
    if (properties.texts) offer.texts = properties.texts;
    if (properties.shipment) offer.shipment = properties.shipment;
    const ready = new Promise((resolve) => offer.addEventListener("lutine:ready", resolve));
    before.replaceWith(offer);
    await ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, [locale, properties, SHIRT]);
  return page.evaluate(() => {
    const { shadowRoot } = document.querySelector("lutine-offer");
    const box = shadowRoot.querySelector(".box");
    const said = (selector) => [...shadowRoot.querySelectorAll(selector)].map(({ textContent }) => textContent);
    return {
      lang: box.lang, dir: box.dir, title: said(".title")[0], answers: said(".answer-title"), prices: said(".price"),
      notes: said(".note"), summary: said(".summary")[0], summaryLang: shadowRoot.querySelector(".summary").lang,
    };
  });
}

/** A text with a count, as the browser itself chooses and writes it. */
const counted = (tag, forms, count) => visit.page.evaluate(([tag, forms, count]) => {
  const form = new Intl.PluralRules(tag).select(count);
  return (forms[form] ?? forms.other).replace("{count}", new Intl.NumberFormat(tag).format(count));
}, [tag, forms, count]);
const money = (tag, amount) => visit.page.evaluate(([tag, amount]) =>
  new Intl.NumberFormat(tag, { style: "currency", currency: "USD" }).format(amount), [tag, amount]);
const plain = (text) => text.replaceAll(/[\u2068\u2069]/g, "");
const parcels = (count) => ({
  origin: { country: "US" }, destination: { country: "US" },
  parcels: Array.from({ length: count }, () => ({ insurance: { amount: "100.00", currency: "USD", content: "t-shirts" } })),
});

for (const tag of TAGS) {
  test(`${tag}: its own words, amounts and direction`, async () => {
    const own = texts(tag);
    const said = await card(tag);
    const mirrored = RIGHT_TO_LEFT.includes(tag);
    assert.deepEqual([said.lang, said.dir], [tag, mirrored ? "rtl" : "ltr"]);
    assert.equal(plain(said.title), await counted(tag, own.title, 1));
    assert.deepEqual(said.answers, [own.yes, own.no]);
    assert.deepEqual(said.prices, [await money(tag, "2.49"), await money(tag, "0")]);
    const owed = said.notes[1];
    assert.ok(owed.includes(mirrored ? `\u2068${await money(tag, "100.00")}\u2069` : await money(tag, "100.00")), owed);
    for (const text of Object.values(said).flat()) assert.ok(!/[{}]|undefined/.test(text), text);
  });

  test(`${tag}: the plural form of each number`, async () => {
    const own = texts(tag);
    for (const count of COUNTS) {
      const { title } = await card(tag, { shipment: parcels(count) });
      assert.equal(plain(title), await counted(tag, own.title, count));
    }
  });
}

test("a tag without a file speaks the nearest language that has one", async () => {
  const spoken = {};
  for (const tag of ["de-AT", "zh-TW", "zh-HK", "zh-CN", "no", "nn", "pt-BR", "en-GB", "iw", "xx", "tlh", "not a tag"]) {
    spoken[tag] = (await card(tag)).lang;
  }
  assert.deepEqual(spoken, {
    "de-AT": "de", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh", no: "nb", nn: "nb", "pt-BR": "pt", "en-GB": "en",
    iw: "he", xx: "en", tlh: "en", "not a tag": "en",
  });
});

test("without the attribute it speaks as the page around it does", async () => {
  await visit.page.evaluate(() => { document.querySelector("form").lang = "sv"; });
  assert.equal((await card(null)).lang, "sv");
  await visit.page.evaluate(() => document.querySelector("form").removeAttribute("lang"));
  assert.equal((await card(null)).lang, "en");
});

test("a region's own way to write amounts is kept", async () => {
  assert.equal((await card("de-AT")).prices[0], await money("de-AT", "2.49"));
  assert.equal((await card("fr-CA")).prices[0], await money("fr-CA", "2.49"));
});

for (const [what, response] of [["is broken", { body: '{"card":' }], ["is not there", { status: 404, body: "" }]]) {
  test(`a language whose file ${what} falls back to English, amounts and all`, async () => {
    const other = await Visit.begin(browser);
    await other.page.route("**/locales/da.json", (route) =>
      route.fulfill({ headers: { "access-control-allow-origin": "*" }, contentType: "application/json", ...response }));
    await other.page.goto(shop.sell({ html: checkout({ lutine: server.origin, offer: { ...SHIRT, locale: "da" } }) }));
    await other.state("offered");
    const said = await other.offer.locator(".box").evaluate((box) => ({ lang: box.lang, text: box.innerText }));
    assert.equal(said.lang, "en");
    assert.match(said.text, /Yes, insure it\s+\$2\.49/);
    assert.deepEqual(other.thrown, []);
    await other.close();
  });
}

test("any text can be the shop's own, but not the regulated wording", async () => {
  const said = await card("de", { texts: { yes: "Aber ja", summary: "Alles ist versichert", title: "Wie viele? {count}" } });
  assert.deepEqual(said.answers, ["Aber ja", texts("de").no]);
  assert.equal(said.title, "Wie viele? 1");
  const { summary } = await card("de");
  assert.equal(said.summary, summary);
  assert.notEqual(summary, "");
});

test("texts for the whole page come with loadLutine(), an element's own come first", async () => {
  const other = await Visit.begin(browser);
  await other.page.goto(shop.sell({ html: checkout({ lutine: server.origin, script: false }) }));
  await other.page.evaluate(async (lutine) => {
    const { loadLutine } = await import(`${lutine}/embed/v1/lutine.js`);
    await loadLutine({ key: "pk_demo", texts: { yes: "Sure", no: "Not now" } });
    document.querySelector("lutine-offer").texts = { no: "No" };
  }, server.origin);
  await other.state("offered");
  await until("both", async () => (await other.offer.locator(".answer-title").allInnerTexts()).join() === "Sure,No");
  await other.close();
});

test("regulated wording stands as the programme has it, marked with its own language", async () => {
  const config = await server.read("/v1/config");
  for (const programme of ["house-usd", "secursus-usd"]) {
    const { texts } = config.programmes.findLast(({ id }) => id === programme);
    for (const tag of ["en", "de", "ja", "ar"]) {
      const own = texts[tag] ? tag : "en";
      const { summary, summaryLang } = await card(tag, { attributes: { ...SHIRT, programme } });
      assert.equal(summaryLang, own);
      assert.equal(summary, texts[own].summary.replace("{cover}", await money(own === "en" ? "en" : tag, "249.00")));
    }
  }
});

test("Japanese and Chinese sentences follow each other without a space", async () => {
  for (const tag of ["ja", "zh", "zh-Hant"]) {
    const said = await card(tag, { attributes: { ...SHIRT, "order-total": "249.00" } });
    assert.ok(said.notes.every((note) => !/。\s/.test(note)), said.notes.join(" | "));
    assert.match(said.notes[0], /。.*。/);
    const offer = await other(tag);
    assert.ok(!/。\s/.test(offer), offer);
  }
  async function other(tag) {
    return (await card(tag, { attributes: PLANT })).summary;
  }
});

test("where one form is that of 1 and of 21, a text without the number speaks of many", async () => {
  for (const tag of ["ru", "uk", "hr"]) {
    const own = texts(tag);
    const title = async (count) => (await card(tag, { shipment: parcels(count), texts: { title: own.booked } })).title;
    assert.equal(await title(1), own.booked.one);
    assert.equal(await title(21), own.booked.other);
  }
});
