// The versioned folder: nothing runs whose bytes are not those that were published.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { ORDER, offer, open, reach, signed, tag } from "./support/pages.mjs";
import { until } from "./support/server.mjs";

const EMBED = join(process.env.LUTINE_WWW ?? "target/www", "embed");
const hashOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

let browser, server, pages, page, version, manifest;
open(async (opened) => {
  ({ browser, server, pages } = opened);
  version = (await readdir(EMBED)).find((name) => name !== "v1");
  manifest = await (await fetch(`${server.origin}/embed/${version}/integrity.json`)).json();
});
beforeEach(async () => { page = await browser.newPage(); });
afterEach(async () => {
  await page.unrouteAll({ behavior: "ignoreErrors" }); // what is on its way still when the page closes
  await page.close();
});

const visit = (attributes) =>
  page.goto(pages.put("/", `<form>${offer({ name: "cover", required: "", ...attributes })}</form>`,
    tag(server, { version, integrity: manifest.files["lutine.js"] })));
const ask = (act, ...values) => page.locator("lutine-offer").evaluate(act, ...values);
const said = () => page.locator("lutine-offer .box").innerText();

/** An empty custom section: what may stand at the end of any module. */
const SECTION = Buffer.of(0, 2, 1, 97);

/** A file is another on its way, by a few bytes that change nothing of what it does: nothing but its hash can stop it. */
async function tamper(name, folder = version) {
  const asked = { times: 0 };
  await page.route(`**/embed/${folder}/${name}`, async (route) => {
    asked.times += 1;
    const response = await route.fetch();
    const body = Buffer.concat([await response.body(), name.endsWith(".wasm") ? SECTION : Buffer.from("\n")]);
    await route.fulfill({ response, body });
  });
  return asked;
}

test("the manifest lists every file of its folder but itself, by its true hash", async () => {
  const there = (await readdir(join(EMBED, version), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".br"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(EMBED, version).length + 1))
    .filter((name) => name !== "integrity.json");
  assert.deepEqual(Object.keys(manifest.files).sort(), there.sort());
  assert.equal(manifest.version, version);
  for (const [name, hash] of Object.entries(manifest.files)) {
    assert.equal(hashOf(await readFile(join(EMBED, version, name))), hash, name);
    const response = await fetch(`${server.origin}/embed/${version}/${name}`);
    assert.equal(hashOf(Buffer.from(await response.arrayBuffer())), hash, `${name}, as the server sends it`);
    assert.equal(response.headers.get("access-control-allow-origin"), "*", `${name}: a hash is checked across origins by CORS only`);
  }
});

test("by its hash the widget is loaded, offers, speaks, explains and books", async () => {
  await visit({ locale: "de" });
  await reach(page, "offered");
  assert.match(await said(), /2,49\s\$/);
  await page.locator("lutine-offer button[value=details]").click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("lutine-offer input[value=yes]").check();
  await signed(page);
  assert.equal((await ask((offer, order) => offer.confirm(order), ORDER("version-1"))).outcome, "booked");
});

test("another shell does not run: the tag's own hash stops it, and the form goes out without it", async () => {
  await page.goto("about:blank");
  const asked = await tamper("lutine.js");
  const refused = page.waitForEvent("console", (message) => /integrity/.test(message.text()));
  await visit();
  await refused;
  assert.equal(asked.times, 1);
  assert.deepEqual(await page.evaluate(() => [customElements.get("lutine-offer"), document.forms[0].checkValidity()]), [undefined, true]);
});

for (const name of ["lutine-offer.js", "lutine-offer_bg.wasm"]) {
  test(`another ${name} does not run: unavailable, and the order goes on`, async () => {
    const asked = await tamper(name);
    await visit();
    await reach(page, "unavailable");
    assert.ok(asked.times > 0);
    assert.equal(await said(), "");
    assert.equal((await ask((offer, order) => offer.confirm(order), ORDER("tampered"))).outcome, "unavailable");
    assert.deepEqual(
      await page.evaluate(() => [document.forms[0].checkValidity(), Object.fromEntries(new FormData(document.forms[0]))]),
      [true, { cover: "unavailable" }],
    );
  });
}

test("other words are not said: English instead", async () => {
  const asked = await tamper("locales/de.json");
  await visit({ locale: "de" });
  await reach(page, "offered");
  await until("the words", async () => /Yes, insure it/.test(await said()));
  assert.ok(asked.times > 0);
  assert.equal(await page.locator("lutine-offer .box").getAttribute("lang"), "en");
});

test("another dialog does not open, and nothing else breaks", async () => {
  const asked = await tamper("dialog.js");
  await visit();
  await reach(page, "offered");
  const told = ask((offer) => new Promise((resolve) => {
    offer.addEventListener("lutine:error", ({ detail }) => resolve(detail.code), { once: true });
  }));
  await page.locator("lutine-offer button[value=details]").click();
  assert.equal(await told, "load-failed");
  assert.ok(asked.times > 0);
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.locator("lutine-offer input[value=yes]").check();
  await signed(page);
  assert.equal((await ask((offer, order) => offer.confirm(order), ORDER("version-2"))).outcome, "booked");
});

test("the moving folder promises nothing: there the same bytes run", async () => {
  const names = ["lutine.js", "lutine-offer.js", "lutine-offer_bg.wasm", "locales/de.json", "dialog.js"];
  const asked = await Promise.all(names.map((name) => tamper(name, "v1")));
  await page.goto(pages.put("/", offer({ locale: "de" }), tag(server)));
  await reach(page, "offered");
  await page.locator("lutine-offer button[value=details]").click();
  await page.getByRole("dialog").waitFor();
  assert.match(await said(), /2,49\s\$/);
  assert.deepEqual(asked.map(({ times }) => times), names.map(() => 1));
  assert.equal((await fetch(`${server.origin}/embed/v1/integrity.json`)).status, 404);
});
