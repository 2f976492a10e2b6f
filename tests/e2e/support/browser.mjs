// The browser of every test and measurement.
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const launch = (options = {}) =>
  chromium.launch({ executablePath: process.env.LUTINE_CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS, ...options });
