/**
 * The one build script: `node esbuild.mjs [--watch] [--tests | --cli]`.
 *
 * Bundles the extension, the language server, what both share, the command line and the pages of the webviews into `dist`, and with `--tests`
 * also the tests that run inside VS Code; with `--cli` the command line alone. The validator is made from the policy's schema first.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { buildInParts } from "./packaging/buildInParts.mjs";
import { inheritedNames } from "./packaging/inheritedNames.mjs";
import { rulePagesFile } from "./packaging/rulePagesFile.mjs";
import { extensionFile, sharedExtension } from "./packaging/sharedExtension.mjs";
import { protocolFile, sharedProtocol } from "./packaging/sharedProtocol.mjs";
import { smallerBundles, withoutRulePages } from "./packaging/smallerBundles.mjs";
import { compileSchema } from "./server/schema/compileSchema.mjs";

const projectFolder = fileURLToPath(new URL(".", import.meta.url));
const { version } = JSON.parse(readFileSync(resolve(projectFolder, "package.json"), "utf8"));
const versionDefined = { "process.env.MCP_POLICY_VERSION": JSON.stringify(version) };
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
  plugins: [smallerBundles, withoutRulePages],
};

/** What is loaded later has to be ES modules: see packaging/buildInParts.mjs. */
const esModules = { yaml: resolve(projectFolder, "node_modules/yaml/browser/index.js") };

/** For a worker of a browser, as which VS Code runs extensions there; this runs in Node.js as well. */
const forBrowser = { ...forNode, platform: /** @type {const} */ ("browser"), target: "es2022" };

/** @satisfies {import("esbuild").BuildOptions} */
const server = {
  ...forNode,
  entryPoints: ["server/src/lsp/main.node.ts"],
  // What every policy needs behind its first diagnostics, without what a person asks for now and then.
  layers: ["server/src/lsp/late/reading.ts", "server/src/catalogue/odoo-claude-mcp.json"],
  // Half of what would be read at the start: many policies have no pattern, and many repositories no configuration.
  usedModules: [
    { name: "re2js", names: ["RE2JS", "RE2JSSyntaxException"] },
    { path: "server/src/service/config/readConfig.ts" },
  ],
  alias: { ...forNode.alias, ...esModules },
};

/** For the bundles that lie beside `dist/protocol.js`, which decides by itself which copy of the types it holds. */
const withSharedProtocol = { plugins: [smallerBundles, withoutRulePages, sharedProtocol], alias: {} };

/** What is added to the extension on a machine, and in a browser. */
const forHost = {
  ...withSharedProtocol,
  plugins: [smallerBundles, withoutRulePages, sharedExtension, sharedProtocol],
  external: ["vscode"],
};

/** @satisfies {import("esbuild").BuildOptions} */
const commandLine = {
  ...forNode,
  entryPoints: ["server/src/cli/main.ts"],
  outfile: "dist/cli.js",
  plugins: [smallerBundles],
  // A gateway runs for long, beside every server of a client: it holds no more of the program than it needs.
  layers: [
    "server/src/cli/gateway.ts",
    "server/src/gateway/runHttpGateway.ts",
    "server/src/gateway/remote/remoteServer.ts",
  ],
  alias: { ...forNode.alias, ...esModules },
  // Installed beside it by those who count in a file or in Redis: counters/loadPackage.ts.
  external: ["lmdb", "@redis/client"],
  // tinyglobby asks for the address of its own module, which a CommonJS bundle does not know.
  banner: { js: '#!/usr/bin/env node\nvar moduleAddress = require("node:url").pathToFileURL(__filename).href;' },
  define: { ...versionDefined, "import.meta.url": "moduleAddress" },
};

/**
 * The pages of the webviews. What several of them hold lies in chunks beside them.
 * @satisfies {import("esbuild").BuildOptions}
 */
const pages = {
  ...common,
  entryPoints: ["simulator", "stack", "builder"].flatMap((name) => [
    { in: `client/src/${name}/page/main.ts`, out: name },
    { in: `client/src/${name}/page/page.css`, out: name },
  ]),
  outdir: "dist/pages",
  platform: "browser",
  target: "es2022",
  format: "esm",
  splitting: true,
};

/**
 * @param {{ tests: boolean, cli: boolean }} choice
 * @returns {import("esbuild").BuildOptions[]}
 */
function bundles({ tests, cli }) {
  if (cli) return [commandLine];
  const all = [
    {
      ...forBrowser,
      ...withSharedProtocol,
      stdin: { contents: extensionFile, resolveDir: projectFolder },
      outfile: "dist/extension.js",
      external: ["vscode"],
    },
    { ...forNode, ...forHost, entryPoints: ["client/src/desktop/main.ts"], outfile: "dist/desktop.js" },
    { ...forBrowser, ...forHost, entryPoints: ["client/src/browser/host.ts"], outfile: "dist/inBrowser.js" },
    { ...forBrowser, entryPoints: ["client/src/browser/main.ts"], outfile: "dist/browser.js", external: ["vscode"] },
    { ...forBrowser, entryPoints: ["server/src/worker/main.ts"], outfile: "dist/worker.js" },
    {
      ...server,
      outfile: "dist/server.js",
      plugins: [inheritedNames, ...withSharedProtocol.plugins],
      alias: esModules,
      // Takes out what lets a handler fail on purpose.
      define: { ...versionDefined, "process.env.MCP_POLICY_FAULTS": '""' },
    },
    { ...forNode, stdin: { contents: protocolFile, resolveDir: projectFolder }, outfile: "dist/protocol.js" },
    commandLine,
    pages,
  ];
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
  // A test or a chunk that is no longer built would otherwise still be run or packed.
  if (choice.tests) rmSync(resolve(projectFolder, "dist/test"), { recursive: true, force: true });
  if (!choice.cli) rmSync(resolve(projectFolder, pages.outdir), { recursive: true, force: true });
  const wanted = bundles(choice);
  // After a build that fails, the one before must not be taken for it, by tests for instance.
  for (const { outfile } of wanted) if (outfile) rmSync(resolve(projectFolder, outfile), { force: true });
  await compileSchema();
  await Promise.all(wanted.map(buildBundle));
  if (choice.cli) return;
  writeFileSync(resolve(projectFolder, "dist/rulePages.json"), rulePagesFile());
  writeFileSync(resolve(projectFolder, "dist/workerScripts.json"), JSON.stringify(workerScripts()));
}

/** What a browser puts into the worker that the server runs in, by the paths below `dist`: it cannot list a folder. */
function workerScripts() {
  const parts = resolve(projectFolder, "dist/server");
  const names = existsSync(parts) ? readdirSync(parts).filter((name) => name.endsWith(".js")) : [];
  return ["protocol.js", "server.js", ...names.sort().map((name) => `server/${name}`)];
}

/** @param {import("esbuild").BuildOptions} bundle */
async function buildBundle(bundle) {
  const metafile = isInParts(bundle)
    ? await buildInParts(bundle)
    : (await build({ ...bundle, minify: true, metafile: true })).metafile;
  // What each bundle is made of, for the notices of the packages in it (packaging/thirdPartyNotices.mjs).
  const name = bundle.outfile ?? bundle.outdir;
  writeFileSync(resolve(projectFolder, `${name}.meta.json`), JSON.stringify(metafile));
}

/** @param {import("esbuild").BuildOptions} bundle */
function isInParts({ entryPoints }) {
  return entryPoints === server.entryPoints || entryPoints === commandLine.entryPoints;
}

/** @param {{ tests: boolean, cli: boolean }} choice */
async function watch(choice) {
  await compileSchema();
  // In one file each, which is built faster.
  for (const { layers, usedModules, ...bundle } of bundles(choice)) {
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
