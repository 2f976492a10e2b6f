// The same letters on every machine: fonts from npm (all under the Open Font License 1.1), given to the page as bytes,
// so that its content security policy stays as it is. A page gets only the files whose letters it shows.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
/** Of two fonts that have a letter, the later draws it. */
const SANS = [
  "noto-sans-tc", "noto-sans-sc", "noto-sans-kr", "noto-sans-jp", "noto-sans-thai", "noto-sans-devanagari",
  "noto-sans-hebrew", "noto-sans-arabic", "inter",
];
/** By the names that the gallery and the paper theme ask for first. */
const FAMILIES = { Inter: SANS, "Iowan Old Style": ["source-serif-4"] };

/** Sets a page in these fonts; resolves when its letters are drawn in them. */
export async function setFonts(page) {
  const letters = new Set(await page.evaluate(lettersOf));
  const fonts = [];
  for (const [family, packages] of Object.entries(FAMILIES)) {
    for (const name of packages) {
      for (const { path, range } of (await facesOf(name)).filter(({ range }) => shares(range, letters))) {
        fonts.push({ family, range, bytes: await readFile(path, "base64") });
      }
    }
  }
  await page.evaluate(addFonts, fonts);
}

/** Every code point in the page, its shadow trees included. */
function lettersOf() {
  const texts = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let all = "";
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) all += node.data;
      else if (node.shadowRoot) all += texts(node.shadowRoot);
    }
    return all;
  };
  return [...new Set(texts(document.body))].map((letter) => letter.codePointAt(0));
}

/** All at once: every font that comes lays the page out anew. */
async function addFonts(fonts) {
  const faces = fonts.map(({ family, range, bytes }) => {
    const buffer = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    return new FontFace(family, buffer, { weight: "100 900", unicodeRange: range }).load();
  });
  for (const face of await Promise.all(faces)) document.fonts.add(face);
  await document.fonts.ready;
}

async function facesOf(name) {
  const path = require.resolve(`@fontsource-variable/${name}/index.css`);
  const css = await readFile(path, "utf8");
  const face = /src: url\((\.\/files\/[^)]+)\)[^;]*;\s*unicode-range: ([^;]+);/g;
  return [...css.matchAll(face)].map(([, file, range]) => ({ path: join(dirname(path), file), range }));
}

/** Whether a unicode-range has any of the letters. */
function shares(range, letters) {
  return range.split(",").some((part) => {
    const [from, to = from] = part.trim().slice(2).split("-").map((digits) => parseInt(digits, 16));
    for (let letter = from; letter <= to; letter += 1) if (letters.has(letter)) return true;
    return false;
  });
}
