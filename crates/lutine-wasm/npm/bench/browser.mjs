// The same measurement in Chromium: one page, bundled from the same files and served here.
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launch } from "../../../../tests/e2e/support/browser.mjs";

/** Pages that are isolated have a clock of five microseconds; others one of a hundred. */
const HEADERS = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** What `measure` gives in Chromium, and its version. */
export async function measured(folder, options) {
  const server = createServer(pages(await script(folder))).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const answer = await page.evaluate(async (options) => {
      const { lutine, measure } = await import("/bench.js");
      return measure(lutine, options);
    }, options);
    return { ...answer, version: browser.version() };
  } finally {
    await browser.close();
    server.close();
  }
}

async function script(folder) {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export * as lutine from "lutine"; export { measure } from "./measure.mjs";',
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    alias: { lutine: join(folder, "inline.js") },
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
  });
  return outputFiles[0].text;
}

const pages = (script) => ({ url }, response) => {
  const [type, text] = url === "/bench.js" ? ["text/javascript", script] : ["text/html", "<!doctype html><title>bench</title>"];
  response.writeHead(200, { ...HEADERS, "content-type": type }).end(text);
};
