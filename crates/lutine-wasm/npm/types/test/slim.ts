// The module and the tariff from wherever they come, in a project that knows no WebAssembly.

import { createPricer, initialize, type Created, type Invalid } from "@lutine/core/slim";
import module from "@lutine/core/core.wasm";
import data from "@lutine/core/programmes.json";
import { same } from "./same.js";

initialize(module);
initialize(new Uint8Array(8));
initialize(new ArrayBuffer(8));

const { programmes, ...lists } = data;
const created = createPricer(programmes, lists);
same<typeof created, Created | Invalid>();
createPricer(data.programmes, data);

// @ts-expect-error No path: nothing is loaded here.
initialize("core.wasm");
// @ts-expect-error Await it.
initialize(Promise.resolve(new ArrayBuffer(8)));
// @ts-expect-error Nothing is inside.
initialize();
// @ts-expect-error No lists are inside.
createPricer(data.programmes);
// @ts-expect-error All three of them.
createPricer(data.programmes, { categories: data.categories });
