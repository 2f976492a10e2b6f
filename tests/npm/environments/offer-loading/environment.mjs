// loadLutine() as every bundler leaves it, and all that may go wrong.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { tool } from "../../harness/folders.mjs";
import { exampleOf } from "../../harness/guide.mjs";
import { serveFolder, visit } from "../../harness/pages.mjs";
import { freePort, run } from "../../harness/processes.mjs";
import { accepts, withServer } from "../../harness/shopping.mjs";

export const tries = "offer";

const LOADED = { first: "ready", second: "ready", defined: true };
const MISSING = { first: "unavailable", second: "unavailable", again: "unavailable", defined: false };

/** The command lines of the bundlers. No option speaks of the package. */
const BUNDLERS = {
  webpack: [process.execPath, "webpack.mjs"],
  rollup: [tool("rollup"), "shop.js", "--plugin", "node-resolve", "--file", "dist/shop.js", "--failAfterWarnings"],
  esbuild: [tool("esbuild"), "shop.js", "--bundle", "--minify", "--format=esm", "--outdir=dist"],
};

export const trials = {
  "loadLutine, bundled": async (cwd) => {
    await withServer(async (server) => {
      for (const [command, ...args] of Object.values(BUNDLERS)) {
        await run(command, args, { cwd });
        await loads(cwd, { key: "pk_demo", api: server.origin }, LOADED, { then: accepts });
      }
    });
    return `by ${Object.keys(BUNDLERS).join(", ")}`;
  },
  "loadLutine, strict": (cwd) =>
    withServer(async (server) => {
      const policy = exampleOf(cwd, "csp", server.origin).trim().replace("script-src", "script-src 'self'");
      const headers = { "content-security-policy": `${policy}; require-trusted-types-for 'script'; trusted-types 'none'` };
      await loads(cwd, { key: "pk_demo", api: server.origin }, LOADED, { then: accepts, headers });
      return "no more than the guide's policy";
    }),
  "loadLutine, tampered": (cwd) =>
    withServer(async (server) => {
      // The bytes of the shell with one more: a server of the merchant's that somebody else has got hold of.
      const { version } = JSON.parse(readFileSync(join(cwd, "node_modules/@lutine/offer/package.json"), "utf8"));
      const answer = async ({ url }) => {
        if (url !== `/evil/embed/${version}/lutine.js`) return undefined;
        const shell = await (await fetch(`${server.origin}/embed/${version}/lutine.js`)).text();
        return { type: "text/javascript", body: `globalThis.tampered = true;\n${shell}` };
      };
      await loads(cwd, { key: "pk_demo", evil: true }, MISSING, { answer, missing: /integrity/, then: isUntouched });
      return "nothing of it runs";
    }),
  "loadLutine, no server": async (cwd) => {
    const api = `http://127.0.0.1:${await freePort()}`;
    await loads(cwd, { key: "pk_demo", api }, MISSING, { missing: /ERR_CONNECTION_REFUSED|127\.0\.0\.1/ });
    return "unavailable, and the shop goes on";
  },
  "loadLutine, a second time": (cwd) =>
    withServer(async (server) => {
      // The first request of all is refused.
      let asked = 0;
      const answer = async ({ url }) => {
        if (!url.startsWith("/evil/") || (asked += 1) === 1) return undefined;
        const response = await fetch(server.origin + url.slice("/evil".length));
        return { type: response.headers.get("content-type"), body: Buffer.from(await response.arrayBuffer()) };
      };
      const wanted = { first: "unavailable", second: "unavailable", again: "ready", defined: true };
      await loads(cwd, { key: "pk_demo", evil: true }, wanted, { answer, missing: /404|lutine\.js/ });
      return "a failed load is tried again";
    }),
  "loadLutine, silence": async (cwd) => {
    const answer = ({ url }) => (url.startsWith("/evil/") ? new Promise(() => {}) : undefined);
    await loads(cwd, { key: "pk_demo", evil: true }, MISSING, { answer });
    return "unavailable after 3 s";
  },
  "loadLutine, mistakes": async (cwd) => {
    for (const [options, wanted] of [
      [{ api: "https://lutine.example" }, /^TypeError: loadLutine needs `key`/],
      [{ key: "pk_demo" }, /^TypeError: loadLutine needs `api`/],
      [{ key: "sk_demo_1", api: "https://lutine.example" }, /^TypeError: .* secret key/],
    ]) {
      const { first } = await reportOf(cwd, options, {});
      if (!wanted.test(first)) throw new Error(`${JSON.stringify(options)}: ${first}`);
    }
    return "each is named";
  },
};

async function loads(cwd, options, wanted, given) {
  const found = await reportOf(cwd, options, given);
  for (const [name, value] of Object.entries({ ...wanted, links: 0 })) {
    if (found[name] !== value) throw new Error(`${name} is ${found[name]}, not ${value}: ${JSON.stringify(found)}`);
  }
  if (!/^Error: loadLutine was called before/.test(found.other)) throw new Error(`another key: ${found.other}`);
}

/** Opens the shop with these options; `evil` is a server at the shop's own address. */
function reportOf(cwd, { evil, ...options }, { then, missing, ...serving }) {
  return serveFolder(cwd, (url) => {
    const asked = new URLSearchParams({ ...options, ...(evil ? { api: `${url}evil` } : {}) });
    return visit(`${url}?${asked}`, async (page) => {
      const report = await page.waitForFunction(() => globalThis.report?.done && globalThis.report, null, { timeout: 10_000 });
      await then?.(page);
      return report.jsonValue();
    }, { missing });
  }, serving);
}

async function isUntouched(page) {
  if (await page.evaluate(() => globalThis.tampered)) throw new Error("the other bytes ran");
}
