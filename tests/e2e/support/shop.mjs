// A shopper in the demo shop.
export { launch } from "./browser.mjs";

export class Shopper {
  /** Every event of the widget, with its detail. */
  events = [];
  /** What went to the API, as "POST /v1/quotes". */
  requests = [];
  /** What a page must not say. */
  complaints = [];

  static async visit(browser, server, options = {}) {
    const shopper = new Shopper();
    shopper.page = await browser.newPage(options);
    await shopper.page.exposeFunction("heard", (name, detail) => shopper.events.push({ name, detail }));
    await shopper.page.addInitScript(() => {
      for (const name of ["ready", "quote", "change", "signature-request", "booked", "unavailable", "error"]) {
        addEventListener(`lutine:${name}`, ({ detail }) => window.heard(`lutine:${name}`, detail));
      }
    });
    shopper.page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith("/v1/")) shopper.requests.push(`${request.method()} ${pathname}`);
    });
    shopper.page.on("pageerror", (error) => shopper.complaints.push(String(error)));
    shopper.page.on("console", (message) => {
      if (message.type() === "error") shopper.complaints.push(message.text());
    });
    await shopper.page.goto(server.origin);
    return shopper;
  }

  get = (testid) => this.page.getByTestId(testid);
  get offer() {
    return this.page.locator("lutine-offer").first(); // a second one shows what was booked
  }
  /** What the card says. */
  said = () => this.offer.locator(".box").innerText();
  yes = () => this.offer.getByRole("radio", { name: "Yes, insure it" });
  no = () => this.offer.getByRole("radio", { name: "No, thanks" });

  async putInBag(...skus) {
    for (const sku of skus) await this.get(`add-${sku}`).click();
    await this.get("go-checkout").click();
    await this.get("fill-example").click();
  }

  /** Waits until the widget is in a state. */
  async state(...states) {
    await this.page.waitForFunction(
      (states) => states.includes(document.querySelector("lutine-offer").state), states, { timeout: 10_000 },
    );
  }

  /** Waits until the server has signed what was chosen. */
  async signed() {
    await this.page.waitForFunction(() => document.querySelector("lutine-offer").quoteId, null, { timeout: 10_000 });
    return this.offer.evaluate((offer) => offer.quoteId);
  }

  async pay() {
    await this.get("pay").click();
  }

  async confirmed() {
    await this.get("confirmation").waitFor({ state: "visible", timeout: 25_000 });
    return this.get("insurance-outcome").getAttribute("data-outcome");
  }
}
