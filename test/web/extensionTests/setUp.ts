/** Loaded before the tests: gives them mocha's functions. */
import "mocha/mocha.js";

mocha.setup({
  ui: "tdd",
  // Only for a test that hangs: a browser on a busy machine may be slow.
  timeout: 120_000,
  // As in .vscode-test.mjs.
  retries: process.env.CI ? 1 : 0,
  // It prints nothing: run.ts tells what happens.
  reporter: "base",
});
