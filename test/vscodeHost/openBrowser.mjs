/** Opens a headless Chromium that reaches this machine and nothing else. */
import { chromium } from "playwright-core";
import { provideBrowser } from "./provideBrowser.mjs";

const chromiumArguments = [
  "--no-sandbox", // Chromium refuses to run as root with it.
  "--no-first-run",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  // What Chromium would otherwise ask of the network by itself.
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Opens one empty page with a clean profile.
 *
 * @param {{ width?: number, height?: number }} [viewport]
 * @returns {Promise<{
 *   browser: import("playwright-core").Browser,
 *   context: import("playwright-core").BrowserContext,
 *   page: import("playwright-core").Page,
 *   refusedHosts: Set<string>,
 * }>} `refusedHosts` collects the hosts outside this machine that a page asked for.
 */
export async function openBrowser({ width = 1280, height = 800 } = {}) {
  const browser = await chromium.launch({
    executablePath: provideBrowser(),
    headless: true,
    args: chromiumArguments,
  });
  // A language of its own: with LANG=C some builds say "en-US@posix", which Intl refuses.
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce", locale: "en-US" });
  const refusedHosts = new Set();
  // Refused at once: in a closed network such a request would hang until it times out.
  await context.route(
    (url) => !isThisMachine(url.hostname),
    (route) => {
      refusedHosts.add(new URL(route.request().url()).host);
      return route.abort();
    },
  );
  return { browser, context, page: await context.newPage(), refusedHosts };
}

/** @param {string} hostname */
function isThisMachine(hostname) {
  return hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
}
