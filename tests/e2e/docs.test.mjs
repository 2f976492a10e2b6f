// The reference and the pages of problems, for people who read them where there is no network.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser, server;
before(async () => { [browser, server] = await Promise.all([launch(), Server.start()]); });
after(async () => {
  await browser.close();
  await server.close();
});

/** Opens a page while whatever is not the server's own is cut off, and notes what it would have asked for. */
async function open(path, options) {
  const page = await browser.newPage(options);
  const said = { elsewhere: [], complaints: [] };
  await page.route((url) => url.origin !== server.origin, (route) => {
    said.elsewhere.push(route.request().url());
    return route.abort();
  });
  page.on("console", (message) => said.complaints.push(message.text()));
  page.on("pageerror", (error) => said.complaints.push(String(error)));
  await page.goto(server.origin + path);
  return { page, said };
}

test("the reference shows an operation, without the network and without a script", async () => {
  const { page, said } = await open("/docs", { javaScriptEnabled: false });
  await page.getByRole("navigation").locator("a[href='#createBooking']").click();
  const operation = page.locator("#createBooking");
  assert.match(await operation.innerText(), /\/v1\/bookings/);
  assert.ok(await operation.getByRole("heading", { name: "Book", exact: true }).isVisible());
  await operation.getByRole("link", { name: "price-changed" }).click();
  await page.getByRole("heading", { name: "The price has changed" }).waitFor();
  assert.deepEqual(said, { elsewhere: [], complaints: [] });
  await page.close();
});

test("nothing of either page is lost on a narrow screen", async () => {
  for (const path of ["/docs", "/problems/not-cancellable"]) {
    const { page } = await open(path, { viewport: { width: 320, height: 640 } });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${path} is ${overflow} px too wide`);
    await page.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`both pages are for everyone, in ${colorScheme}`, async () => {
    for (const path of ["/docs", "/problems/not-cancellable"]) {
      const { page } = await open(path, { colorScheme });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]), [], path);
      await page.close();
    }
  });
}
