// Loads what a page needs once, however many elements it has: the tariff, and the widget that prices with it.

const WITHIN_MS = 3_000;
const HERE = new URL(".", import.meta.url);
/** The smallest module: where it may not be compiled, no other may. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

// A module has no currentScript, so it finds its own tag by its address.
const script = [...document.scripts].find(({ src }) => src === import.meta.url);

/** Whose shop this is, where its backend is, and the shop's own words. */
export const settings = { key: script && (script.dataset.key ?? ""), api: script?.dataset.api ?? HERE.origin, texts: {} };

let loading;

/** The loaded widget: { glue, lutine }, or { frame } where the page forbids WebAssembly. Rejects with a code after 3 s; a later call tries again. */
export function load() {
  loading ??= inTime(forbidden() ? framed() : widget()).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** A file of the widget that not every page needs. Of a published version its bytes are checked before they run. */
export async function chunk(name) {
  const href = new URL(name, HERE).href;
  const integrity = INTEGRITY?.[name];
  if (integrity) {
    const link = document.createElement("link");
    await new Promise((onload, onerror) => {
      document.head.append(Object.assign(link, { rel: "modulepreload", href, integrity, crossOrigin: "", onload, onerror }));
    });
    link.remove();
  }
  return import(href);
}

/** What the API answers to a key, as JSON. */
export async function read(path, key, refused) {
  const response = await fetch(settings.api + path, { headers: { authorization: `Bearer ${key}` } });
  // Whatever is no JSON is no answer of this API: the address may be another server's.
  const answer = response.ok && response.json().catch(() => {});
  if (!(await answer)) throw new Error(response.status < 429 ? refused : "server-unavailable");
  return answer;
}

/** A booking as it is by now, with the token that opens it. */
export async function booked(id, token) {
  const booking = await inTime(read(`/v1/bookings/${encodeURIComponent(id)}`, token, "booking-refused"));
  return { ...booking, shopperToken: token };
}

async function widget() {
  if (!settings.key) throw new Error("no-key");
  const config = read("/v1/config", settings.key, "config-refused");
  // All are fetched at once; the glue only waits for the compiled module.
  const name = "lutine-offer_bg.wasm";
  const bytes = fetch(new URL(name, HERE), INTEGRITY ? { integrity: INTEGRITY[name] } : {});
  const module = WebAssembly.compileStreaming(bytes);
  for (const early of [config, module]) early.catch(() => {}); // reported once, below, also when another fails first
  const glue = await chunk("lutine-offer.js");
  glue.initSync({ module: await module });
  const tariff = await config;
  await turn();
  return { glue, lutine: new glue.Lutine(settings.api, settings.key, tariff) };
}

async function framed() {
  if (!settings.key) throw new Error("no-key");
  return { frame: await chunk("frame.js") };
}

/** Whether the page's content security policy keeps WebAssembly from running. */
function forbidden() {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
    return false;
  } catch {
    return true;
  }
}

/** The page has its turn before the next long piece of work. */
export const turn = () => new Promise(setTimeout);

export function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(reject, WITHIN_MS, new Error("timeout")); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer)); // it would keep a removed element alive
}
