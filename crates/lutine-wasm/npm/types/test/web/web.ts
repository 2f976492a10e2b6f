// A page: the module is fetched.

import init, { init as named, quote } from "@lutine/core/web";
import { initialize } from "@lutine/core/slim";
import { same } from "../same.js";

declare const bytes: BufferSource;
declare const compiled: WebAssembly.Module;
declare const instance: WebAssembly.Instance;

same<typeof init, typeof named>();
await init();
await init("/assets/core.wasm");
await init(new URL("https://cdn.example/core.wasm"));
await init(fetch("/assets/core.wasm"));
await init(await fetch("/assets/core.wasm"));
await init(bytes);
await init(compiled);
quote({
  asOf: "2026-11-21",
  shipment: { origin: { country: "US" }, destination: { country: "US" }, parcels: [] },
});

initialize(bytes);
initialize(compiled);
initialize(await WebAssembly.compile(new ArrayBuffer(8)));
// @ts-expect-error Its bytes, not the response.
initialize(await fetch("/assets/core.wasm"));
// @ts-expect-error Nor its address.
initialize(new URL("https://cdn.example/core.wasm"));
// @ts-expect-error The module, not its instance.
initialize(instance);
// @ts-expect-error No number.
await init(5);
