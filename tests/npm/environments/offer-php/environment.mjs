import { createRequire } from "node:module";
import { join } from "node:path";

import { MATRIX } from "../../harness/folders.mjs";
import { guideOf } from "../../harness/guide.mjs";

export const tries = "offer";

export const trials = {
  "Guide: WooCommerce": async (cwd) => {
    const { Engine } = createRequire(join(MATRIX, "package.json"))("php-parser");
    const php = guideOf(cwd)["woocommerce/functions.php"];
    const { children } = new Engine({ parser: { version: "8.1", suppressErrors: false } }).parseCode(php, "functions.php");
    const hooks = [...php.matchAll(/^add_(?:action|filter)\('(\w+)'/gm)].map(([, hook]) => hook);
    if (hooks.length < 6 || children.length < hooks.length) throw new Error(`it has ${hooks.length} hooks`);
    return `${children.length} statements are PHP`;
  },
};
