// Bundles the shell and puts it beside the widget, where the page finds both: embed/v1/.
// Trunk runs this after a build, with its output in TRUNK_STAGING_DIR.
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The first versions with light-dark(), which the style sheet needs. */
const CSS_TARGET = ["chrome123", "firefox120", "safari17.5"];

const staging = process.env.TRUNK_STAGING_DIR;
const embed = join(staging, "embed/v1");
await mkdir(embed, { recursive: true });
await build({
  entryPoints: [fileURLToPath(new URL("lutine.js", import.meta.url))],
  outfile: join(embed, "lutine.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  loader: { ".css": "text" },
  plugins: [minifyCss()],
});
await build({
  entryPoints: [join(staging, "lutine-offer.js")],
  outfile: join(staging, "lutine-offer.js"),
  allowOverwrite: true,
  minify: true,
  format: "esm",
  target: "es2022",
});
for (const file of ["lutine-offer.js", "lutine-offer_bg.wasm"]) await rename(join(staging, file), join(embed, file));

/** The style sheet is a string in the shell; this takes its spaces out first. */
function minifyCss() {
  return {
    name: "minify-css",
    setup({ onLoad }) {
      onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const { outputFiles } = await build({ entryPoints: [path], minify: true, write: false, target: CSS_TARGET });
        return { contents: outputFiles[0].text.trim(), loader: "text" };
      });
    },
  };
}
