/**
 * What the extension host loads in place of the tests' own entry. The window's log mixes the tests' output with the
 * workbench's messages, so it is copied to a file that `code.mjs` prints; then the real entry runs.
 */
const { appendFileSync, writeFileSync } = require("node:fs");
const { format } = require("node:util");

exports.run = async () => {
  const { HOST_TEST_ENTRY: entryFile, HOST_TEST_OUTPUT: outputFile } = process.env;
  copyConsole(outputFile);
  try {
    const entry = require(entryFile);
    if (typeof entry.run !== "function") throw new Error(`${entryFile} exports no run()`);
    await entry.run();
    // An extension host that dies in a test reaches the window as exit code 0: only this file says that run() ended well.
    writeFileSync(`${outputFile}.passed`, "");
  } catch (error) {
    console.error(String(error?.message ?? error));
    throw error instanceof Error ? error : new Error(String(error));
  }
};

/** @param {string} outputFile */
function copyConsole(outputFile) {
  const print = (...values) => appendFileSync(outputFile, `${format(...values)}\n`);
  for (const method of ["log", "info", "warn", "error", "debug"]) {
    // VS Code's console ignores assignment.
    Object.defineProperty(console, method, { configurable: true, writable: true, value: print });
  }
  // Reporters that go round the console.
  process.stdout.write = (chunk, encoding, done) => {
    appendFileSync(outputFile, chunk);
    (typeof encoding === "function" ? encoding : done)?.();
    return true;
  };
}
