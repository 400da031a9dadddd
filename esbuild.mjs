/**
 * The one build script: `node esbuild.mjs [--watch] [--tests | --cli]`.
 *
 * Bundles the extension, the language server, the command line and the simulator's page into `dist`, and with `--tests`
 * also the tests that run inside VS Code; with `--cli` the command line alone. The validator is made from the policy's schema first.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { smallerBundles } from "./packaging/smallerBundles.mjs";
import { compileSchema } from "./server/schema/compileSchema.mjs";

const projectFolder = fileURLToPath(new URL(".", import.meta.url));
const { version } = JSON.parse(readFileSync(resolve(projectFolder, "package.json"), "utf8"));
const pageStyle = "client/src/simulator/page/page.css";
const testFolder = "test/extension";

/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: projectFolder,
  bundle: true,
  sourcemap: true, // Stays out of the vsix.
  logLevel: "warning",
};

/** @satisfies {import("esbuild").BuildOptions} */
const forNode = {
  ...common,
  platform: "node",
  target: "node20.12",
  format: "cjs",
  // jsonc-parser's "main" is a UMD wrapper whose require() esbuild cannot follow.
  mainFields: ["module", "main"],
  // One copy for all: the server's library brings another, a patch older.
  alias: { "vscode-languageserver-types": resolve(projectFolder, "node_modules/vscode-languageserver-types") },
  // The notices of all packages are in a file of their own.
  legalComments: "none",
  plugins: [smallerBundles],
};

/** @satisfies {import("esbuild").BuildOptions} */
const server = { ...forNode, entryPoints: ["server/src/lsp/main.node.ts"] };

/** @satisfies {import("esbuild").BuildOptions} */
const commandLine = {
  ...forNode,
  entryPoints: ["server/src/cli/main.ts"],
  outfile: "dist/cli.js",
  // Installed beside it by those who count in a file or in Redis: counters/loadPackage.ts.
  external: ["lmdb", "@redis/client"],
  // tinyglobby asks for the address of its own module, which a CommonJS bundle does not know.
  banner: { js: '#!/usr/bin/env node\nvar moduleAddress = require("node:url").pathToFileURL(__filename).href;' },
  define: { "process.env.MCP_POLICY_VERSION": JSON.stringify(version), "import.meta.url": "moduleAddress" },
};

/** @satisfies {import("esbuild").BuildOptions} */
const forPage = { ...common, platform: "browser", target: "es2022", format: "iife" };

/**
 * @param {{ tests: boolean, cli: boolean }} choice
 * @returns {import("esbuild").BuildOptions[]}
 */
function bundles({ tests, cli }) {
  if (cli) return [commandLine];
  const all = [
    {
      ...forNode,
      entryPoints: ["client/src/extension.ts"],
      outfile: "dist/extension.js",
      external: ["vscode"],
    },
    {
      ...server,
      outfile: "dist/server.js",
      // Takes out what lets a handler fail on purpose.
      define: { "process.env.MCP_POLICY_FAULTS": '""' },
    },
    commandLine,
    {
      ...forPage,
      entryPoints: ["client/src/simulator/page/main.ts"],
      outfile: "dist/simulatorPage.js",
    },
  ];
  if (existsSync(resolve(projectFolder, pageStyle))) {
    all.push({
      ...forPage,
      entryPoints: [pageStyle],
      outfile: "dist/simulatorPage.css",
    });
  }
  if (tests) {
    all.push(
      {
        ...forNode,
        entryPoints: testFiles(),
        outdir: "dist/test/extension",
        external: ["vscode", "mocha"],
      },
      // The same server, whose handlers fail when the environment says so.
      { ...server, outfile: "dist/test/server.faults.js" },
    );
  }
  return all;
}

function testFiles() {
  const names = readdirSync(resolve(projectFolder, testFolder)).filter((name) => name.endsWith(".test.ts"));
  if (names.length === 0) throw new Error(`${testFolder} holds no tests`);
  return names.map((name) => `${testFolder}/${name}`);
}

/** @param {{ tests: boolean, cli: boolean }} choice */
async function buildOnce(choice) {
  // A test that has been removed would otherwise still run.
  if (choice.tests) rmSync(resolve(projectFolder, "dist/test"), { recursive: true, force: true });
  const wanted = bundles(choice);
  // After a build that fails, the one before must not be taken for it, by tests for instance.
  for (const { outfile } of wanted) if (outfile) rmSync(resolve(projectFolder, outfile), { force: true });
  await compileSchema();
  await Promise.all(wanted.map(buildBundle));
}

/** @param {import("esbuild").BuildOptions} bundle */
async function buildBundle(bundle) {
  const { metafile } = await build({ ...bundle, minify: true, metafile: true });
  // What each bundle is made of, for the notices of the packages in it (packaging/thirdPartyNotices.mjs).
  if (bundle.outfile) writeFileSync(resolve(projectFolder, `${bundle.outfile}.meta.json`), JSON.stringify(metafile));
}

/** @param {{ tests: boolean, cli: boolean }} choice */
async function watch(choice) {
  await compileSchema();
  for (const bundle of bundles(choice)) {
    const watched = await context({ ...bundle, logLevel: "info" });
    await watched.watch();
  }
}

const words = process.argv.slice(2);
const choice = { tests: words.includes("--tests"), cli: words.includes("--cli") };
try {
  await (words.includes("--watch") ? watch(choice) : buildOnce(choice));
} catch (error) {
  // esbuild has printed what is wrong in the sources; anything else is printed here.
  if (!error.errors) console.error(error);
  process.exit(1);
}
