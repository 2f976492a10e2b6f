// Pages of a test's own, on an origin of their own as a shop's are, and what their forms send.
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { after, before } from "node:test";
import { launch } from "./browser.mjs";
import { Server } from "./server.mjs";

/** A browser, a server and pages for all tests of a file; told to `take` before the first of them. */
export function open(take) {
  let browser, server, pages;
  before(async () => {
    browser = await launch();
    [server, pages] = await Promise.all([Server.start(), Pages.open()]);
    await take({ browser, server, pages });
  });
  after(async () => {
    await browser.close();
    pages.close();
    await server.close();
  });
}

export class Pages {
  /** Each form that arrived, as { name: value }. */
  sent = [];
  #http;
  #bodies = new Map();

  static async open() {
    const pages = new Pages();
    pages.#http = createServer((request, response) => pages.#answer(request, response)).listen(0, "127.0.0.1");
    await once(pages.#http, "listening");
    return pages;
  }

  get origin() {
    return `http://127.0.0.1:${this.#http.address().port}`;
  }

  /** Puts a page up and answers its address. */
  put(path, body, head = "") {
    this.#bodies.set(path, `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
      <link rel="icon" href="data:,">${head}<body>${body}</body></html>`);
    return this.origin + path;
  }

  close() {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  async #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.origin);
    if (pathname === "/order") {
      const fields = request.method === "POST" ? new URLSearchParams(await text(request)) : searchParams;
      this.sent.push(Object.fromEntries(fields));
    }
    response.writeHead(200, { "content-type": "text/html" }).end(this.#bodies.get(pathname) ?? "<!doctype html><p id=done>");
  }
}

/** The script tag of a shop, and an offer with these attributes beside those that every offer has. */
export const tag = ({ origin }, { api = "", version = "v1", integrity = "" } = {}) =>
  `<script type="module" src="${origin}/embed/${version}/lutine.js" data-key="pk_demo" ${api && `data-api="${api}"`}
    ${integrity && `integrity="${integrity}" crossorigin`}></script>`;

export function offer(attributes = {}, content = "") {
  const all = { value: "249.00", currency: "USD", origin: "US", destination: "US", programme: "house-usd", ...attributes };
  const set = Object.entries(all).filter(([, value]) => value !== null);
  return `<lutine-offer ${set.map(([name, value]) => `${name}="${value}"`).join(" ")}>${content}</lutine-offer>`;
}

export const ORDER = (id, amount = "249.00") => ({
  order: { id, value: { amount, currency: "USD" } },
  policyholder: { firstName: "Ada", lastName: "Lovelace", email: "ada@example.com", country: "US" },
});

/** Waits until the widget, or the one of a selector, is in one of these states. */
export const reach = (page, state, selector = "lutine-offer") =>
  page.waitForFunction(([selector, state]) => document.querySelector(selector).state === state, [selector, state],
    { timeout: 10_000 });

/** Waits until the server has signed the yes. */
export const signed = (page, selector = "lutine-offer") =>
  page.waitForFunction((selector) => document.querySelector(selector).quoteId, selector, { timeout: 10_000 });
