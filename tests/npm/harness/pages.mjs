// Pages in a browser: a server for files, and the report that a page leaves in `globalThis.report`.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { launch } from "../../e2e/support/browser.mjs";

const TIMEOUT_MS = 60_000;

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

let browser;

/** Opens a page and waits for its report. */
export const reportOf = (url) => visit(url, (page) => left(page));

/**
 * Opens a page and does something with it. Whatever it throws, complains of or does not get is an error, but for what is
 * expected to be missing.
 */
export async function visit(url, use, { missing } = {}) {
  browser ??= await launch();
  const page = await browser.newPage();
  const faults = [];
  const thrown = new Promise((_, reject) => page.on("pageerror", (error) => reject(error)));
  thrown.catch(() => {});
  const isMissing = (url) => missing?.test(url);
  page.on("console", (message) => {
    const complains = ["error", "warning"].includes(message.type());
    if (complains && !isMissing(message.text()) && !isMissing(message.location().url)) faults.push(message.text());
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !isMissing(response.url())) faults.push(`${response.status()} ${response.url()}`);
  });
  // No page here has an icon, and a browser asks for one all the same.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  try {
    const found = await Promise.race([page.goto(url).then(() => use(page)), thrown]);
    if (faults.length > 0) throw new Error("it complains");
    return found;
  } catch (error) {
    throw new Error([url, ...faults, error.stack ?? error.message].join("\n"));
  } finally {
    await page.close();
  }
}

/** What a page leaves once it is done. */
async function left(page) {
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

/** Serves a folder while `use` runs: as it is, or with headers, or with what `answer` says instead of a file. */
export async function serveFolder(folder, use, { headers = {}, answer } = {}) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const own = await answer?.(request)?.catch(({ stack }) => ({ status: 500, type: "text/plain", body: stack }));
    if (own) return void response.writeHead(own.status ?? 200, { "content-type": own.type }).end(own.body);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
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
