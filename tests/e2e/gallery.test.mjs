// The gallery's pictures: every state, theme, width and language as it was when a person last looked at it.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { difference, fault } from "./gallery/compare.mjs";
import { openGallery } from "./gallery/page.mjs";
import { launch } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

const SECTIONS = [
  "answers", "loading", "conditions", "ineligible", "settled", "declared", "nothing", "widths", "rtl", "theme-house",
  "theme-paper", "theme-night", "theme-market",
];
/** The languages fill more than one picture. */
const PER_PICTURE = 6;

let browser, server, gallery, page;
before(async () => {
  browser = await launch();
  server = await Server.start();
  gallery = await openGallery(browser, server);
  page = gallery.page;
  await answer("#accept", "yes");
  await answer("#decline", "no");
  await page.mouse.move(0, 0);
});
after(async () => {
  await browser.close();
  await server.close();
});

async function answer(specimen, value) {
  const offer = page.locator(`${specimen} lutine-offer`);
  await offer.locator(`input[value=${value}]`).check();
  await page.waitForFunction((specimen) => {
    const { state, quoteId } = document.querySelector(`${specimen} lutine-offer`);
    return state === "declined" || (state === "accepted" && quoteId);
  }, specimen);
  await page.evaluate(() => document.activeElement.blur());
}

const picture = (selector) => page.locator(selector).screenshot({ animations: "disabled", caret: "hide" });

for (const section of SECTIONS) {
  test(`${section} looks as it did`, async () => {
    assert.equal(await fault(section, await picture(`section#${section}`)), null);
  });
}

test("every language looks as it did", async () => {
  const figures = page.locator("#languages figure");
  const count = await figures.count();
  const faults = [];
  for (let from = 0; from < count; from += PER_PICTURE) {
    await figures.evaluateAll((all, [from, to]) => {
      for (const [place, figure] of all.entries()) figure.hidden = place < from || place >= to;
    }, [from, from + PER_PICTURE]);
    faults.push(await fault(`languages-${from / PER_PICTURE + 1}`, await picture("#languages")));
  }
  await figures.evaluateAll((all) => { for (const figure of all) figure.hidden = false; });
  assert.deepEqual(faults.filter(Boolean), []);
});

test("answers look as they did in the dark and in forced colours", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await fault("answers-dark", await picture("#answers"));
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  const forced = await fault("answers-forced-colours", await picture("#answers"));
  await page.emulateMedia({ forcedColors: "none" });
  assert.deepEqual([dark, forced], [null, null]);
});

test("the switches dress the page and its cards", async () => {
  const surface = () => page.locator("#offered .card").evaluate((card) => getComputedStyle(card).backgroundColor);
  const house = await surface();
  await page.locator("[name=theme]").selectOption("paper");
  assert.notEqual(await surface(), house);
  await page.locator("[name=scheme]").selectOption("dark");
  assert.equal(await surface(), "rgb(36, 29, 23)");
  await page.locator("[name=theme]").selectOption("house");
  await page.locator("[name=scheme]").selectOption("auto");
  assert.equal(await surface(), house);
});

test("the gallery has every language that the widget has, and complains of nothing", async () => {
  const files = await readdir(new URL("../../crates/lutine-offer/shell/locales/", import.meta.url));
  const tags = files.filter((name) => name.endsWith(".json")).map((name) => name.replace(".json", ""));
  const shown = await page.locator("#languages lutine-offer").evaluateAll((all) => all.map(({ locale }) => locale));
  assert.deepEqual(shown.sort(), tags.sort());
  assert.deepEqual(gallery.complaints, []);
});

/** What each of these changes makes of the picture of a card; each is one that a person might not notice at once. */
const FAULTS = {
  "prices moved by a pixel": "#accept lutine-offer::part(price) { position: relative; inset-block-start: 1px }",
  "another digit's width": "#accept lutine-offer::part(price) { font-variant-numeric: normal }",
  "an accent that is a little off": "#accept lutine-offer { --lutine-accent: #1d50c8 }",
  "a paler note": "#accept lutine-offer { --lutine-muted: #516273 }",
  "a chosen answer on plain ground": "#accept lutine-offer { --lutine-chosen: #fff }",
  "rounder corners": "#accept lutine-offer { --lutine-inner-radius: 14px }",
};

test("a moved price and a wrong colour are seen; a picture taken again is the same", async () => {
  const before = await picture("#accept");
  assert.equal(difference(before, await picture("#accept")).pixels, "0 and 0");
  const seen = {};
  for (const [name, rules] of Object.entries(FAULTS)) {
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets.push(sheet);
    }, rules);
    seen[name] = difference(before, await picture("#accept"));
    await page.evaluate(() => document.adoptedStyleSheets.pop());
  }
  for (const [name, { differs, pixels }] of Object.entries(seen)) assert.ok(differs, `${name}: ${pixels}`);
});
