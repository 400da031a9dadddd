import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const testFolder = fileURLToPath(new URL("../../extension/", import.meta.url));

/** What a browser has in place of what the tests take from a machine. The rest of Node.js is used by tests that are left out. */
const standIns: Plugin = {
  name: "stand-ins",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: `${here}assert.ts` }));
    onResolve({ filter: /^\.\/restoreFolder$/ }, () => ({ path: `${here}restoreFolder.ts` }));
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: "absent" }));
    onLoad({ filter: /^/, namespace: "absent" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** All tests of test/extension as one script, as the extension host of a browser loads it. */
export async function bundleTests(): Promise<Uint8Array> {
  const tests = readdirSync(testFolder).filter((name) => name.endsWith(".test.ts"));
  const imports = tests.sort().map((name) => `import ${JSON.stringify(`${testFolder}${name}`)};`);
  const { outputFiles } = await build({
    stdin: {
      contents: ['import "./setUp";', ...imports, 'export { run } from "./run";'].join("\n"),
      resolveDir: here,
    },
    bundle: true,
    write: false,
    platform: "browser",
    target: "es2022",
    format: "cjs",
    // As in esbuild.mjs.
    mainFields: ["module", "main"],
    external: ["vscode"],
    define: {
      "process.env.CI": JSON.stringify(process.env.CI ?? ""),
    },
    plugins: [standIns],
    logLevel: "warning",
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error("esbuild wrote nothing");
  return script.contents;
}
