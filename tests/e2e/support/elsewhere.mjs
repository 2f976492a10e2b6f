// A shop of somebody else: a page on an origin of its own, under a content security policy of its own.
import { once } from "node:events";
import { createServer } from "node:http";

const STYLE = `html { color-scheme: light dark; background: light-dark(#fff, #111) }
  main { max-width: 420px; margin: 24px auto; min-height: 1500px }
  lutine-offer { --lutine-accent: rgb(194, 24, 91) }
  .green lutine-offer { --lutine-accent: rgb(0, 105, 92) }`;

const STRICT = "default-src 'none'; img-src data:; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

export class Elsewhere {
  #http;
  #body;
  #policy;

  /** A shop with this in its page; `policy` holds directives beside those that every page of it has. */
  static async open({ policy, body, head = "" }) {
    const shop = new Elsewhere();
    shop.#policy = `${STRICT}; ${policy}`;
    shop.#body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Elsewhere</title>
      <link rel="icon" href="data:,"><link rel="stylesheet" href="/shop.css">${head}<main>${body}</main></html>`;
    shop.#http = createServer((request, response) => shop.#answer(request, response)).listen(0, "127.0.0.1");
    await once(shop.#http, "listening");
    return shop;
  }

  get origin() {
    return `http://127.0.0.1:${this.#http.address().port}`;
  }

  async close() {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  #answer({ url }, response) {
    if (url === "/shop.css") return response.writeHead(200, { "content-type": "text/css" }).end(STYLE);
    // The strictest a shop can say of whom its pages tell where they are.
    const told = { "content-security-policy": this.#policy, "referrer-policy": "no-referrer" };
    return response.writeHead(200, { "content-type": "text/html", ...told }).end(this.#body);
  }
}
