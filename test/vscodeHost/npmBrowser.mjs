/** The headless Chromium that npm ships: for machines without a browser on which none can be installed. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { runNpm } from "./runNpm.mjs";

const packageFolder = fileURLToPath(new URL("./npm-browser/", import.meta.url));
const packedFolder = join(packageFolder, "node_modules/@sparticuz/chromium/bin");
// Inside node_modules, so that `npm ci` of another version takes it away.
const folder = join(packageFolder, "node_modules/.unpacked");
const launcher = join(folder, "chromium.sh");
const stampFile = join(folder, ".ready");

/** Whether npm ships one for this machine. */
export const isShipped = () => process.platform === "linux" && process.arch === "x64";

/**
 * Installs it, once for each lock file.
 *
 * @param {(line: string) => void} log
 * @returns {string} what starts it
 */
export function installNpmBrowser(log) {
  const wanted = readFileSync(join(packageFolder, "package-lock.json"), "utf8");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return launcher;
  log("No browser was found. Installing the Chromium that npm ships (70 MB, only the first time)");
  runNpm(packageFolder, ["ci", "--ignore-scripts"], log);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "chromium"), unpacked("chromium.br"), { mode: 0o755 });
  // Libraries that a bare machine lacks (NSS, NSPR, expat) and one family of fonts.
  for (const archive of ["al2023.tar.br", "fonts.tar.br"]) {
    const { status, stderr } = spawnSync("tar", ["-x", "-C", folder], { input: unpacked(archive), encoding: "utf8" });
    if (status !== 0) throw new Error(`${archive} cannot be unpacked: ${stderr}`);
  }
  writeFileSync(join(folder, "fonts.conf"), fontSettings());
  writeFileSync(launcher, launcherScript);
  chmodSync(launcher, 0o755);
  writeFileSync(stampFile, wanted);
  return launcher;
}

/** @param {string} name */
const unpacked = (name) => brotliDecompressSync(readFileSync(join(packedFolder, name)));

const fontSettings = () => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;

/** The machine's own libraries and fonts come first. */
const launcherScript = `#!/bin/sh
folder="$(dirname "$0")"
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$folder/fonts.conf"
exec "$folder/chromium" "$@"
`;
