// Loads what a page needs once, however many elements it has: the tariff, and the widget that prices with it.

const WITHIN_MS = 3_000;
const HERE = new URL(".", import.meta.url);

// A module has no currentScript, so it finds its own tag by its address.
const script = [...document.scripts].find(({ src }) => src === import.meta.url);
const key = script?.dataset.key ?? "";
const api = (script?.dataset.api ?? HERE.origin).replace(/\/$/, "");

let loading;

/** The loaded widget. Rejects with a code after 3 s; a later call tries again. */
export function load() {
  loading ??= inTime(Promise.all([config(), widget()]))
    .then(([config, { Lutine }]) => new Lutine(api, key, config))
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

async function config() {
  if (!key) throw new Error("no-key");
  const response = await fetch(`${api}/v1/config`, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error("config-refused");
  return response.json();
}

async function widget() {
  // Both are fetched at once; the glue only waits for the module.
  const wasm = fetch(new URL("lutine-offer_bg.wasm", HERE));
  wasm.catch(() => {}); // reported once, below, also when the glue fails first
  const glue = await import(new URL("lutine-offer.js", HERE));
  await glue.default({ module_or_path: wasm });
  return glue;
}

function inTime(work) {
  const late = new Promise((_, reject) => setTimeout(reject, WITHIN_MS, new Error("timeout")));
  return Promise.race([work, late]);
}
