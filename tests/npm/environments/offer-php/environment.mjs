import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { MATRIX } from "../../harness/folders.mjs";
import { exampleOf, guideOf } from "../../harness/guide.mjs";
import { serveFolder, visit } from "../../harness/pages.mjs";
import { accepts, inState, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

export const trials = {
  "Guide: WooCommerce": async (cwd) => {
    const { Engine } = createRequire(join(MATRIX, "package.json"))("php-parser");
    const php = guideOf(cwd)["woocommerce/functions.php"];
    const { children } = new Engine({ parser: { version: "8.1", suppressErrors: false } }).parseCode(php, "functions.php");
    const hooks = [...php.matchAll(/^add_(?:action|filter)\('(\w+)'/gm)].map(([, hook]) => hook);
    if (hooks.length < 6 || children.length < hooks.length) throw new Error(`it has ${hooks.length} hooks`);
    return `${children.length} statements are PHP`;
  },
  "Guide: WooCommerce, its script": (cwd) =>
    withServer(async (server) => {
      const fields = exampleOf(cwd, "woocommerce/functions.php", server.origin).match(/<lutine-offer (.*?)></)[1];
      const element = ["249.00", "USD", "US", "US", "US"].reduce((text, value) => text.replace("%s", value), `<lutine-offer ${fields}>`);
      writeFileSync(join(cwd, "lutine-checkout.js"), exampleOf(cwd, "woocommerce/lutine-checkout.js", server.origin));
      writeFileSync(join(cwd, "index.html"), `<!doctype html><html lang="en"><title>Checkout</title>
        <script type="module" src="${server.origin}/embed/v1/lutine.js" data-key="pk_demo"></script>
        <form class="checkout">${element}</lutine-offer>
        <input type="hidden" name="insurance"><input type="hidden" name="insurance-consent"></form>
        <script>${JQUERY}</script><script src="lutine-checkout.js"></script>`);
      await serveFolder(cwd, (url) => visit(url, async (page) => {
        await inState(page, "offered");
        if (await page.evaluate(() => asked.checkout_place_order())) throw new Error("the order goes on without an answer");
        await accepts(page);
        const sent = () => page.evaluate(() => [...document.querySelectorAll("input[type=hidden]")].map(({ value }) => value.length > 40));
        if ((await sent()).join() !== "true,true") throw new Error("the answer is not sent");
        if (!(await page.evaluate(() => updates > 0 && asked.checkout_place_order()))) throw new Error("the totals do not follow");
        await page.evaluate(() => { document.querySelector("lutine-offer").setAttribute("value", "rubbish"); });
        await inState(page, "unavailable");
        await page.waitForFunction(() => document.querySelector("[name=insurance]").value === "unavailable");
        if ((await sent()).join() !== "false,false") throw new Error("what was taken back is sent");
      }));
      return "asked, sent, taken back";
    }),
};

/** As much of jQuery as the script speaks to. */
const JQUERY = `
  var asked = {}, updates = 0;
  var jQuery = () => ({ on: (event, act) => { asked[event] = act; }, trigger: () => { updates++; } });
`;
