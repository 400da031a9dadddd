/**
 * `npm start`: VS Code with this extension on the folder `samples`, until Ctrl+C. An installed `code` opens a window;
 * without one (or with VSCODE_HOST=npm) the VS Code that npm ships is served to a browser of this machine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findCommand } from "./findCommand.mjs";
import { packVsix } from "./packVsix.mjs";
import { startHost } from "./startHost.mjs";

const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
const samplesFolder = join(projectFolder, "samples");

const installedCode = process.env.VSCODE_HOST === "npm" ? undefined : findCommand("code");
await (installedCode ? openWindow(installedCode) : serve());

/** @param {string} code */
async function openWindow(code) {
  console.log("Opening VS Code on samples/");
  const opened = spawn(code, [`--extensionDevelopmentPath=${projectFolder}`, samplesFolder], { stdio: "inherit" });
  const [exitCode] = await once(opened, "exit");
  process.exitCode = exitCode ?? 1;
}

/** Installs the packed extension, as a user would: the switch that loads it unpacked also hides notifications. */
async function serve() {
  const vsixFile = packVsix();
  // Asked for before the start, so that an early Ctrl+C leaves no server behind.
  const interrupted = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  const host = await startHost({ vsixFiles: [vsixFile] });
  console.log(`VS Code is open at ${host.url(samplesFolder)} (Ctrl+C ends it)`);
  await Promise.race([interrupted, host.exited]);
  await host.stop();
}
