/** The quick start of docs/gateway.md, pasted into a shell as it is, with the built command line and an installed server. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltCli, buildCli, finished, project } from "../cli/builtCli";

const [, quickStart = ""] =
  /\n## Quick start\n(.*?)\n## /s.exec(readFileSync(join(project, "docs/gateway.md"), "utf8")) ?? [];
const blocks = [...quickStart.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, kind = "", text = ""]) => ({ kind, text }));

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  const server = join(project, "node_modules/@modelcontextprotocol/server-filesystem/dist/index.js");
  program("mcp-policy", `exec "${process.execPath}" "${cli.module}" "$@"`);
  // What `npx -y PACKAGE` starts, without a registry.
  program("npx", `shift 2\nexec "${process.execPath}" "${server}" "$@"`);
});
afterAll(() => cli?.remove());

function program(name: string, text: string): void {
  const path = join(cli.folder, "bin", name);
  mkdirSync(join(cli.folder, "bin"), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

it("does what it says: a denied write passes after an edit, and the log becomes a policy", async () => {
  // A mark after each block tells whose output is whose.
  const script = blocks
    .filter(({ kind }) => kind === "sh")
    .map(({ text }) => text)
    .join("\necho; echo ---\n");
  const { PATH = "" } = process.env;
  const env = { ...process.env, PATH: `${join(cli.folder, "bin")}${delimiter}${PATH}`, NO_COLOR: "1" };
  const { code, stdout, stderr } = await finished(spawn("bash", ["-e", "-c", script], { cwd: cli.folder, env }));
  expect(code, stderr).toBe(0);
  const said = stdout.split("\n---\n").map((text) => text.trim());
  const [, , denied, written, replayed, , least] = said;
  expect(`${denied}\n`).toBe(blocks.find(({ kind }) => kind === "text")?.text);
  expect(written).toMatch(/"Successfully wrote to [^\n]*\nCall Bob\.$/);
  expect(replayed).toContain("2 calls: 2 allowed · 0 denied");
  expect(stderr).toContain("1 test passed, 0 failed.");
  expect(least).toContain("2 calls: 2 allowed · 0 denied");
  const folder = join(cli.folder, "try-gateway");
  expect(JSON.parse(readFileSync(join(folder, "least.policy.json"), "utf8"))).toMatchObject({
    default: "deny",
    tools: { write_file: {} },
  });
  expect(await cli.runIn(folder, ["check"])).toMatchObject({ code: 0, stdout: "" });
  const { files } = JSON.parse(readFileSync(join(folder, ".mcp.json"), "utf8")).mcpServers;
  expect(files.args.slice(0, 2)).toEqual(["gateway", join(folder, "policy.json")]);
  const log = readFileSync(join(folder, "calls.jsonl"), "utf8").trim().split("\n");
  expect(log.map((line) => JSON.parse(line).decision)).toEqual(["deny", "allow"]);
});
