/** The bundles at the top of `dist` that are packed into the extension; those of the server and of pages are in folders. */
export const packedBundles = [
  "extension.js",
  "desktop.js",
  "inBrowser.js",
  "browser.js",
  "protocol.js",
  "server.js",
  "worker.js",
];
