/** Starts the VS Code server that npm ships, on a port of this machine, with an empty profile of its own. */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { hostSettings } from "./hostSettings.mjs";
import { signalGroup, stopGroup } from "./processGroup.mjs";
import { provision } from "./provision.mjs";

const startLimitSeconds = 30;

/**
 * @typedef {object} HostOptions
 * @property {Record<string, unknown>} [settings] User settings on top of `hostSettings`.
 * @property {string[]} [vsixFiles] Packed extensions to install before the start.
 * @property {Record<string, string>} [environment] Variables for the server and its extension hosts.
 * @property {boolean} [extensionTests] Lets the page name an extension under development and its tests. VS Code shows
 *   no notification toasts then, so whoever looks at the screen installs a vsix instead.
 * @property {(line: string) => void} [log] Gets what the server prints.
 *
 * @typedef {object} Host
 * @property {(target: string, payload?: string[][]) => string} url The page that shows a folder or a .code-workspace;
 *   it holds the token without which the server answers nobody.
 * @property {(file: string) => string} remoteUri How that page names a file of this machine.
 * @property {string} dataFolder Profile, extensions and logs; gone after `stop`.
 * @property {Promise<number | null>} exited Settles when the server is gone.
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server and resolves when it listens.
 *
 * @param {HostOptions} [options]
 * @returns {Promise<Host>}
 */
export async function startHost(options = {}) {
  const { settings = {}, vsixFiles = [], environment = {}, extensionTests = false, log = () => {} } = options;
  const { serverMain, nodeExecutable } = provision();
  const dataFolder = mkdtempSync(join(tmpdir(), "mcp-policy-vscode-"));
  const removeData = () => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  writeSettings(dataFolder, { ...hostSettings, ...settings });
  const env = { ...hostEnvironment(dataFolder), ...environment };
  const profile = profileArguments(dataFolder);
  try {
    for (const vsixFile of vsixFiles) await installVsix({ nodeExecutable, serverMain, profile, env, vsixFile, log });
    const token = randomBytes(24).toString("hex");
    const access = accessArguments(dataFolder, token);
    const server = spawn(nodeExecutable, [serverMain, ...serverArguments(extensionTests), ...access, ...profile], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    process.once("exit", () => signalGroup(server, "SIGKILL"));
    const stop = async () => {
      await stopGroup(server);
      removeData();
    };
    const exited = new Promise((settle) => server.once("exit", settle));
    try {
      const authority = `127.0.0.1:${await listeningPort(server, log)}`;
      const remoteUri = (file) => `vscode-remote://${authority}${resolve(file)}`;
      const url = (target, payload = []) => pageAddress({ authority, token, target, payload });
      return { url, remoteUri, dataFolder, exited, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    removeData();
    throw error;
  }
}

/**
 * VS Code's server reads user settings from its own disk, and only while it starts.
 *
 * @param {string} dataFolder
 * @param {Record<string, unknown>} settings
 */
function writeSettings(dataFolder, settings) {
  const folder = join(dataFolder, "user/User");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "settings.json"), JSON.stringify(settings, null, 2));
}

/** @param {string} dataFolder */
function profileArguments(dataFolder) {
  return [
    ["--server-data-dir", join(dataFolder, "server")],
    ["--user-data-dir", join(dataFolder, "user")],
    ["--extensions-dir", join(dataFolder, "extensions")],
  ].flat();
}

/**
 * This machine only, and there only who knows the token: a server without one lets every page that any browser of this
 * machine shows, and every other user, read and run what this user can.
 *
 * @param {string} dataFolder
 * @param {string} token
 */
function accessArguments(dataFolder, token) {
  // In a file, since everybody on the machine can read a command line.
  const tokenFile = join(dataFolder, "token");
  writeFileSync(tokenFile, token, { mode: 0o600 });
  return ["--host", "127.0.0.1", "--port", "0", "--connection-token-file", tokenFile];
}

/** @param {boolean} extensionTests */
function serverArguments(extensionTests) {
  return [
    ["--accept-server-license-terms", "--telemetry-level", "off"],
    ["--disable-workspace-trust", "--disable-getting-started-override"],
    // Without it a built VS Code ignores extensionDevelopmentPath and extensionTestsPath in the page's address.
    extensionTests ? ["--enable-smoke-test-driver"] : [],
  ].flat();
}

/** @param {string} dataFolder */
function hostEnvironment(dataFolder) {
  // Terminals of VS Code and code-server set these; with CODE_SERVER_PARENT_PID the server would start nothing at all.
  // VSCODE_TEST_OPTIONS is how @vscode/test-cli talks to its runner, and stays.
  const harmful = /^(VSCODE_(?!TEST_)|ELECTRON_|CODE_SERVER_)/;
  const inherited = Object.entries(process.env).filter(([name]) => !harmful.test(name));
  return {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: "{}", // No gallery, hence no requests to one.
    XDG_RUNTIME_DIR: dataFolder, // Else sockets stay behind in the temporary folder.
  };
}

/**
 * @param {{
 *   nodeExecutable: string, serverMain: string, profile: string[], env: NodeJS.ProcessEnv,
 *   vsixFile: string, log: (line: string) => void,
 * }} installation
 */
async function installVsix({ nodeExecutable, serverMain, profile, env, vsixFile, log }) {
  const commandLine = ["--accept-server-license-terms", "--install-extension", resolve(vsixFile)];
  const { stdout, stderr } = await promisify(execFile)(nodeExecutable, [serverMain, ...profile, ...commandLine], {
    env,
  });
  log((stdout + stderr).trim());
  if (!/successfully installed/.test(stdout)) throw new Error(`${vsixFile} was not installed:\n${stdout}${stderr}`);
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, import("node:stream").Readable>} server
 * @param {(line: string) => void} log
 * @returns {Promise<number>}
 */
function listeningPort(server, log) {
  return new Promise((settle, refuse) => {
    let printed = "";
    const timer = setTimeout(
      () => refuse(new Error(`VS Code did not start within ${startLimitSeconds} s:\n${printed}`)),
      startLimitSeconds * 1000,
    );
    const read = (chunk) => {
      log(String(chunk).trimEnd());
      printed += chunk;
      const announced = /Extension host agent listening on (\d+)/.exec(printed);
      if (!announced) return;
      clearTimeout(timer);
      settle(Number(announced[1]));
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("error", refuse);
    server.once("exit", (code) => {
      clearTimeout(timer);
      refuse(new Error(`VS Code ended while it started (${code}):\n${printed}`));
    });
  });
}

/** @param {{ authority: string, token: string, target: string, payload: string[][] }} page */
function pageAddress({ authority, token, target, payload }) {
  const kind = target.endsWith(".code-workspace") ? "workspace" : "folder";
  const wholePayload = [["skipWelcome", "true"], ["skipReleaseNotes", "true"], ...payload];
  const query = `${kind}=${encodeURIComponent(resolve(target))}&payload=${encodeURIComponent(JSON.stringify(wholePayload))}`;
  return `http://${authority}/?tkn=${token}&${query}`;
}
