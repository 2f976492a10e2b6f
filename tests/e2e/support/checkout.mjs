// A checkout of a shop's own, on another origin than the widget: a form with <lutine-offer>, and a script that pays.
import { once } from "node:events";
import { createServer } from "node:http";

export const SHIRT = {
  value: "249.00", currency: "USD", origin: "US", destination: "US", carrier: "usps", content: "t-shirts",
  programme: "house-usd",
};
/** With a limit, a deductible and packaging among its conditions. */
export const WATCH = { ...SHIRT, value: "5000.00", content: "wrist watch", programme: "secursus-usd", "signature-request": "" };
/** What cannot be insured. */
export const PLANT = { ...SHIRT, content: "live plant" };

/** What a shop does: the order goes through, whatever became of its insurance. */
const PAY = `
const form = document.querySelector("form");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await document.querySelector("lutine-offer").confirm?.({
    order: { id: crypto.randomUUID(), value: { amount: "249.00", currency: "USD" } },
    policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
  });
  form.elements.outcome.value = answer?.outcome ?? "none";
  form.submit();
});
`;
const EVENTS = ["ready", "quote", "change", "details", "signature-request", "booked", "unavailable", "error"];

/** Serves a shop's pages; a page is { html, headers } by its path. */
export class Shop {
  #pages = new Map([["/pay.js", { html: PAY, type: "text/javascript" }], ["/ordered", { html: "<!doctype html><title>Ordered</title>Thank you" }]]);
  #server;

  static async open() {
    const shop = new Shop();
    shop.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://shop");
      const page = shop.#pages.get(pathname);
      response.writeHead(page ? 200 : 404, { "content-type": `${page?.type ?? "text/html"}; charset=utf-8`, ...page?.headers });
      response.end(page?.html);
    }).listen(0, "127.0.0.1");
    await once(shop.#server, "listening");
    return shop;
  }

  get origin() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Sells by a page: its address. */
  sell(page) {
    const path = `/checkout-${this.#pages.size}`;
    this.#pages.set(path, page);
    return this.origin + path;
  }

  async close() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** The page, with the widget of `lutine`, an address; without a key there is no data-key. */
export function checkout({ lutine, key = "pk_demo", api, offer = SHIRT, lang = "en", dir = "ltr", head = "", script = true }) {
  const attributes = Object.entries(offer).map(([name, value]) => ` ${name}="${value}"`).join("");
  const data = `${key ? ` data-key="${key}"` : ""}${api ? ` data-api="${api}"` : ""}`;
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Checkout</title>
    ${head}
    ${script ? `<script type="module" src="${lutine}/embed/v1/lutine.js"${data}></script>` : ""}
    <script type="module" src="/pay.js"></script>
  </head>
  <body>
    <main>
      <h1>Checkout</h1>
      <h2>Delivery</h2>
      <form action="/ordered" method="get">
        <input type="hidden" name="outcome">
        <p><label>Note <input name="note"></label></p>
        <lutine-offer name="insurance"${attributes}></lutine-offer>
        <p class="below"><button>Pay</button></p>
      </form>
    </main>
  </body>
</html>`;
}

/** A shopper at such a checkout. */
export class Visit {
  events = [];
  /** What a page must not say: thrown errors, rejections that nobody took. */
  thrown = [];
  /** Whatever else its console says of errors. */
  errors = [];

  static async begin(browser, options = {}) {
    const visit = new Visit();
    visit.context = await browser.newContext(options);
    visit.page = await visit.context.newPage();
    await visit.page.exposeFunction("heard", (name, detail) => { visit.events.push({ name, detail }); });
    await visit.page.addInitScript((names) => {
      for (const name of names) addEventListener(`lutine:${name}`, ({ detail }) => window.heard?.(name, detail));
    }, EVENTS);
    visit.page.on("pageerror", (error) => visit.thrown.push(String(error)));
    visit.page.on("console", (message) => {
      if (message.type() === "error") visit.errors.push(message.text());
    });
    return visit;
  }

  get offer() {
    return this.page.locator("lutine-offer");
  }

  yes = () => this.offer.locator("input[value=yes]");
  no = () => this.offer.locator("input[value=no]");
  /** Where the widget is: in the page, or in the frame that stands for it. */
  framed = () => this.page.frameLocator("lutine-offer iframe").locator("lutine-offer");

  async state(...states) {
    await this.page.waitForFunction(
      (states) => states.includes(document.querySelector("lutine-offer").state), states, { timeout: 15_000 },
    );
  }

  /** Waits until the server has signed what was chosen. */
  async signed() {
    await this.page.waitForFunction(() => document.querySelector("lutine-offer").quoteId, null, { timeout: 10_000 });
  }

  /** Pays, and answers the outcome that went along with the order, and the form's own value. */
  async pay() {
    await this.page.getByRole("button", { name: "Pay" }).click();
    await this.page.waitForURL(/\/ordered\?/, { timeout: 30_000 });
    return Object.fromEntries(new URL(this.page.url()).searchParams);
  }

  /** The codes that an event told, each once. */
  codes = (name) => [...new Set(this.events.filter((event) => event.name === name).map(({ detail }) => detail.code))];

  close = () => this.context.close();
}
