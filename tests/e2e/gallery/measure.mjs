// Measures cards in the gallery's page. What is in `card` runs in the page, each function on its own.

/** Gives a specimen a width, a language and a theme, and waits until it is drawn in them. */
export async function place(page, specimen, { width, locale, theme }) {
  await dress(page, `${specimen} lutine-offer`, theme);
  await page.evaluate(([specimen, width, locale]) => {
    const offer = document.querySelector(`${specimen} lutine-offer`);
    offer.style.width = `${width}px`;
    offer.locale = locale;
  }, [specimen, width, locale]);
  await page.waitForFunction(([specimen, locale]) => {
    const box = document.querySelector(`${specimen} lutine-offer`).shadowRoot.querySelector(".box");
    return box.lang === locale && box.querySelector(".answer-title")?.textContent;
  }, [specimen, locale]);
}

export const dress = (page, offers, theme) => page.locator(offers).evaluateAll((all, theme) => {
  for (const offer of all) {
    offer.classList.remove("house", "paper", "night", "market");
    offer.classList.add(theme);
  }
}, theme);

export const card = {
  /** What the two answers look like, less what they say. */
  answers(specimen) {
    const { shadowRoot } = document.querySelector(`${specimen} lutine-offer`);
    const look = (element) => {
      const style = getComputedStyle(element);
      const { font, color, background, border, boxShadow, opacity, padding } = style;
      return [font, color, background, border, boxShadow, opacity, padding].join();
    };
    return [...shadowRoot.querySelectorAll(".answer")].map((answer) => {
      const { width, height, left, top } = answer.getBoundingClientRect();
      const price = answer.querySelector(".price").getBoundingClientRect();
      const isRtl = getComputedStyle(answer).direction === "rtl";
      return {
        style: [answer, ...answer.children].map(look),
        checked: answer.querySelector("input").checked,
        size: [width, height],
        inset: { inline: left, block: top },
        price: {
          alignment: [isRtl ? price.left - left : left + width - price.right, price.top - top].map(Math.round),
        },
      };
    });
  },

  /** What is cut off, overlaps another text or breaks a price, in all cards of a section at a width. */
  faults([section, width]) {
    const faults = [];
    for (const offer of document.querySelectorAll(`${section} lutine-offer`)) offer.style.width = `${width}px`;
    for (const offer of document.querySelectorAll(`${section} lutine-offer`)) {
      const outer = offer.shadowRoot.querySelector(".card").getBoundingClientRect();
      const say = (what, element) => faults.push(`${offer.locale}: ${what}: ${element.className} ${element.textContent}`);
      const words = ".title, .summary, .answer-title, .price, .note, li, .seller > span:not(.links), a, button";
      const texts = [...offer.shadowRoot.querySelectorAll(words)]
        .filter((element) => element.getClientRects().length > 0 && element.textContent);
      const lines = texts.map((element) => {
        // Letters, not the room around a link that is there to be hit.
        const range = document.createRange();
        const rects = [];
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          range.selectNodeContents(walker.currentNode);
          rects.push(...[...range.getClientRects()].filter((rect) => rect.width > 0));
        }
        if (rects.some((rect) => rect.left < outer.left - 0.5 || rect.right > outer.right + 0.5)) say("cut", element);
        const tops = new Set(rects.map((rect) => Math.round(rect.top)));
        if (element.matches(".price") && tops.size > 1) say("a price in two lines", element);
        return { element, rects };
      });
      for (const [place, one] of lines.entries()) {
        for (const other of lines.slice(place + 1)) {
          if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
          const beside = (a, b) => a.left >= b.right - 1 || b.left >= a.right - 1;
          const crosses = (a, b) => !beside(a, b) && a.top < b.bottom - 3 && b.top < a.bottom - 3;
          if (one.rects.some((a) => other.rects.some((b) => crosses(a, b)))) say("overlaps", one.element);
        }
      }
      offer.style.width = "";
    }
    return faults;
  },

  fontSize: (specimen) =>
    parseFloat(getComputedStyle(document.querySelector(`${specimen} lutine-offer`).shadowRoot.querySelector(".card")).fontSize),

  /** What is smaller than a finger. */
  small() {
    const all = [...document.querySelectorAll("lutine-offer")].flatMap(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll(".answer, a, button")]);
    const sizes = all.map((element) => [element.textContent, element.getBoundingClientRect()]);
    return sizes.filter(([, { width, height }]) => height > 0 && (width < 44 || height < 44)).map(([text]) => text);
  },

  /** Where everything on the page and in its cards stands. */
  boxes() {
    const within = (root) => [...root.querySelectorAll("*")].flatMap((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const own = [x + scrollX, y + scrollY, width, height].map((length) => Math.round(length * 10) / 10).join();
      return [own, ...(element.shadowRoot ? within(element.shadowRoot) : [])];
    });
    return within(document.body);
  },

  lines(specimen) {
    const { shadowRoot } = document.querySelector(`${specimen} lutine-offer`);
    const surface = getComputedStyle(shadowRoot.querySelector(".card")).backgroundColor;
    const icon = getComputedStyle(shadowRoot.querySelector(".icon")).backgroundColor;
    return [...shadowRoot.querySelectorAll(".answer")].map((answer) => {
      const style = getComputedStyle(answer);
      const outline = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
      const mark = parseFloat(getComputedStyle(answer.querySelector("input")).borderTopWidth);
      return { border: parseFloat(style.borderTopWidth), color: style.borderTopColor, outline, mark, icon, surface };
    });
  },

  /** Puts a card with every condition of a programme into a page of each language; how tall each is while it loads. */
  load([tags, width]) {
    const shelf = document.querySelector("#loading .shelf");
    const model = document.querySelector("#conditions lutine-offer");
    return tags.map((lang) => {
      const offer = model.cloneNode();
      offer.lang = lang;
      offer.style.width = `${width}px`;
      shelf.append(offer);
      return offer.offsetHeight;
    });
  },

  /** Takes them away again; how tall each card was. */
  unload: () => [...document.querySelectorAll("#loading lutine-offer")].map((offer) => {
    const { height } = offer.shadowRoot.querySelector(".card").getBoundingClientRect();
    offer.remove();
    return height;
  }),

  /** Whether the outline of the loading card moves. */
  moving: () => {
    const bone = document.querySelector(".outline").shadowRoot.querySelector(".bone");
    return getComputedStyle(bone, "::before").animationName !== "none";
  },
};

/** Texts below 4.5 and controls below 3 times the luminance of what is behind them. */
export function contrast(specimen) {
  const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const canvas = pixel.getContext("2d", { willReadFrequently: true });
  const over = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (level) => (level <= 10 ? level / 3294.6 : ((level / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (levels) => {
    const [red, green, blue] = levels.map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  const behind = (element) => {
    const colors = [];
    for (let at = element; at; at = at.parentElement) colors.unshift(getComputedStyle(at).backgroundColor);
    return colors;
  };
  const faint = [];
  for (const { shadowRoot } of document.querySelectorAll(`${specimen} lutine-offer`)) {
    const demand = (element, color, ground, least) => {
      const found = ratio(over([...ground, color]), over(ground));
      if (found < least) faint.push(`${element.className} ${element.textContent}: ${found.toFixed(2)}`);
    };
    const words = ".title, .summary, .answer-title, .price, .note, li, .sandbox, .sandbox + span, a, button, .policy";
    for (const element of shadowRoot.querySelectorAll(words)) {
      if (element.textContent) demand(element, getComputedStyle(element).color, behind(element), 4.5);
    }
    for (const element of shadowRoot.querySelectorAll("input")) {
      demand(element, getComputedStyle(element).borderTopColor, behind(element.parentElement), 3);
    }
    const icon = shadowRoot.querySelector(".icon");
    demand(icon, getComputedStyle(icon).backgroundColor, behind(shadowRoot.querySelector(".card")), 3);
  }
  return faint;
}
