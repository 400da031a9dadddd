/** `npm run test:extension`: the tests that run inside VS Code's extension host. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@vscode/test-cli";
import { pickVersion, pickVSCode } from "./test/vscodeHost/pickVSCode.mjs";

const installation = pickVSCode();

// A copy, because tests edit what they open; outside the project, so that no setting of the project reaches it.
const workspaceFolder = mkdtempSync(join(tmpdir(), "mcp-policy-workspace-"));
cpSync(fileURLToPath(new URL("./test/fixtures/workspace", import.meta.url)), workspaceFolder, { recursive: true });
process.once("exit", () => rmSync(workspaceFolder, { recursive: true, force: true }));

export default defineConfig({
  label: "extension",
  files: "dist/test/extension/*.test.js",
  workspaceFolder,
  mocha: {
    ui: "tdd",
    timeout: 60_000,
    // A machine that does other things beside is no fault; mocha's report names what was tried twice.
    retries: process.env.CI ? 1 : 0,
    reporter: fileURLToPath(new URL("./test/reporter.cjs", import.meta.url)),
  },
  ...(installation ? { useInstallation: installation } : { version: pickVersion() }),
});
