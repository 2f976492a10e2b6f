// Compares pictures with their references in this folder. LUTINE_UPDATE=1 writes them anew.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const REFERENCES = fileURLToPath(new URL(".", import.meta.url));
const DIFFERENCES = fileURLToPath(new URL("../../../target/e2e/gallery/", import.meta.url));
/**
 * A picture is another when more pixels differ than another rasteriser would make differ: by a little (about 8 of 255
 * levels of grey: a wrong colour fills thousands), or by much (about 26 levels: a line of text that has moved). The smooth
 * edges of letters and lines do not count. `gallery.test.mjs` shows what is seen; drawn by SwiftShader's GPU rasteriser in
 * place of Skia's own, the pictures differ in at most 335 and 68 pixels.
 */
const LIMITS = [
  { threshold: 0.03, pixels: 400 },
  { threshold: 0.1, pixels: 90 },
];

/** What is wrong with a picture; nothing where it is as it was. */
export async function fault(name, actual) {
  const path = join(REFERENCES, `${name}.png`);
  if (process.env.LUTINE_UPDATE === "1") {
    await writeFile(path, small(actual));
    return null;
  }
  const expected = await readFile(path).catch(() => null);
  await rm(join(DIFFERENCES, `${name}.diff.png`), { force: true });
  const { differs, pixels, picture } = expected ? difference(expected, actual) : { differs: true, pixels: "all" };
  if (!differs) return null;
  await mkdir(DIFFERENCES, { recursive: true });
  await writeFile(join(DIFFERENCES, `${name}.png`), actual);
  if (picture) await writeFile(join(DIFFERENCES, `${name}.diff.png`), picture);
  return `${name}: ${pixels} pixels differ: see target/e2e/gallery, then LUTINE_UPDATE=1`;
}

/** A picture in 52 levels of each colour: half the bytes, and nothing that a comparison sees. */
function small(picture) {
  const png = PNG.sync.read(picture);
  png.data = png.data.map((level) => Math.round(level / 5) * 5);
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 });
}

/** Whether two pictures are others, in how many pixels by a little and by much, and where. */
export function difference(expected, actual) {
  const [before, after] = [PNG.sync.read(expected), PNG.sync.read(actual)];
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return { differs: true, pixels: "all" };
  const marked = new PNG({ width, height });
  const pixels = LIMITS.map(({ threshold }) =>
    pixelmatch(before.data, after.data, marked.data, width, height, { threshold }));
  const differs = pixels.some((count, place) => count > LIMITS[place].pixels);
  return { differs, pixels: pixels.join(" and "), picture: differs ? PNG.sync.write(marked) : null };
}
