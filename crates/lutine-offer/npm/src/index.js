// Brings <lutine-offer> to a page: once, and only in the bytes that this package was packed with.

/** Written in when the package is packed: its version, and the hash of that version's shell. */
const PACKED = { version: VERSION, integrity: INTEGRITY };
/** A checkout waits no longer. */
const WITHIN_MS = 3_000;

/** What the page asked for, while it is being loaded and afterwards. */
let page;

export async function loadLutine(options) {
  // On a server there is nothing to load; the tag is drawn there, and comes to life in the browser.
  if (typeof document === "undefined") return undefined;
  const wanted = read(options ?? {});
  page ??= wanted;
  if (page.key !== wanted.key || page.api !== wanted.api) {
    throw new Error(`loadLutine was called before, for \`${page.key}\` at \`${page.api}\`: a page has one merchant`);
  }
  page.outcome ??= bring(page);
  const outcome = await page.outcome;
  // A later call tries again.
  if (outcome === "unavailable") page.outcome = undefined;
  return { outcome };
}

function read({ key, api, texts, version = PACKED.version, integrity }) {
  if (typeof key !== "string" || key === "") throw new TypeError("loadLutine needs `key`: your publishable key, pk_…");
  if (key.startsWith("sk_")) throw new TypeError("loadLutine was given a secret key: take it off the page, and replace it");
  if (typeof api !== "string" || !/^https?:\/\/./.test(api)) {
    throw new TypeError("loadLutine needs `api`: the address of your Lutine server, https://…");
  }
  const known = version === PACKED.version ? PACKED.integrity : undefined;
  return { key, api: api.replace(/\/+$/, ""), texts, version, integrity: integrity ?? known };
}

async function bring({ key, api, texts, version, integrity }) {
  // A script tag was here first.
  if (customElements.get("lutine-offer")) return "ready";
  const url = `${api}/embed/${version}/lutine.js`;
  const late = new Promise((_, reject) => setTimeout(reject, WITHIN_MS));
  late.catch(() => {});
  try {
    await preload(url, integrity, late);
    // What was checked is what runs. No bundler is to look for it: the address is known here alone.
    const shell = await Promise.race([import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ url), late]);
    await Promise.race([shell.loadLutine({ key, api, texts }), late]);
  } catch {
    // Offline, blocked, too late, or not the bytes that were promised: the element stays undefined, the shop goes on.
  }
  return customElements.get("lutine-offer") ? "ready" : "unavailable";
}

/** Fetches a module and holds it against its hash; import() alone checks nothing. No sink of Trusted Types is touched. */
async function preload(url, integrity, late) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.crossOrigin = "anonymous";
  if (integrity) link.integrity = integrity;
  link.href = url;
  try {
    const loaded = new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = reject;
    });
    document.head.append(link);
    await Promise.race([loaded, late]);
  } finally {
    link.remove();
  }
}
