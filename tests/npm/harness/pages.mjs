// Pages in a browser: a server for files, and the report that a page leaves in `globalThis.report`.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { launch } from "../../e2e/support/browser.mjs";

const TIMEOUT_MS = 60_000;

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

let browser;

/** Opens a page and waits for its report. Whatever it throws, complains of or does not get is an error. */
export async function reportOf(url) {
  browser ??= await launch();
  const page = await browser.newPage();
  const faults = [];
  const thrown = new Promise((_, reject) => page.on("pageerror", (error) => reject(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  // No page here has an icon, and a browser asks for one all the same.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  try {
    const report = await Promise.race([left(page, url), thrown]);
    if (faults.length > 0) throw new Error("it complains");
    return report;
  } catch (error) {
    throw new Error([url, ...faults, error.stack ?? error.message].join("\n"));
  } finally {
    await page.close();
  }
}

/** What a page leaves once it is done. */
async function left(page, url) {
  await page.goto(url);
  return (await page.waitForFunction(() => globalThis.report, null, { timeout: TIMEOUT_MS })).jsonValue();
}

/** The same of the two pages that a bundler is given: the WASM inlined, and fetched by `@lutine/core/web`. */
export async function reportsOf(url) {
  const page = (name) => reportOf(new URL(`${name}.html`, url).href);
  return { inlined: await page("inlined"), web: await page("web") };
}

export async function closeBrowser() {
  await browser?.close();
  browser = undefined;
}

/** Serves a folder as it is while `use` runs. */
export async function serveFolder(folder, use) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
