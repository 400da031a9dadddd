import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";

/** Packs an extension of one source text, for what only VS Code itself can answer; it may import the project's sources. */
export function packProbe(folder: string, source: string, commands: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name: "probe",
      publisher: "test",
      version: "0.0.1",
      engines: { vscode: "^1.91.0" },
      main: "./probe.js",
      activationEvents: ["onStartupFinished"],
      contributes: { commands: commands.map((title) => ({ command: `probe.${title}`, title: `Probe ${title}` })) },
    }),
  );
  buildSync({
    stdin: { contents: source, resolveDir: resolve("."), loader: "ts" },
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    outfile: join(folder, "probe.js"),
    logLevel: "error",
  });
  const vsix = join(folder, "probe.vsix");
  const pack = ["package", "--no-dependencies", "--skip-license", "--allow-missing-repository", "-o", vsix];
  execFileSync(resolve("node_modules/.bin/vsce"), pack, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return vsix;
}
