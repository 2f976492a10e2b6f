/**
 * Shipping insurance at the checkout: loads `<lutine-offer>` and types it.
 *
 * @packageDocumentation
 */

/// <reference lib="dom" />

import type { LutineTexts } from "./element.js";

export type * from "./contract.js";
export type * from "./element.js";
export type * from "./inputs.js";

/** What {@link loadLutine} is told. */
export interface LoadOptions {
  /** Your publishable key, `pk_…`. A secret key is refused: it has no place on a page. */
  key: string;
  /** The address of your Lutine server, such as `https://lutine.example`. */
  api: string;
  /** Sentences of the card in your own words, by their key. The insurer's wording stays as it is. */
  texts?: LutineTexts | undefined;
  /** Another version of the widget than this package's own; `"v1"` moves with every release. */
  version?: string | undefined;
  /** The hash of that version's `lutine.js`, from its `integrity.json`. This package brings the one of its own version. */
  integrity?: string | undefined;
}

/** How loading ended. */
export interface Loaded {
  /** ready: the element is defined. unavailable: it is not, and the shop goes on without it. */
  outcome: "ready" | "unavailable";
}

/**
 * Defines `<lutine-offer>`. May be called again, also while it loads; a failed load is tried again. On a server it does
 * nothing and resolves to `undefined`.
 *
 * Never rejects because of a network or a server. It does for a mistake in the program: no key, a secret key, no address, or
 * another key than before.
 *
 * @example
 * const loaded = await loadLutine({ key: "pk_…", api: "https://lutine.example" });
 * if (loaded?.outcome === "unavailable") hideInsurance();
 */
export declare function loadLutine(options: LoadOptions): Promise<Loaded | undefined>;
