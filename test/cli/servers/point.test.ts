import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltCli, buildCli } from "../builtCli";

let cli: BuiltCli;
let folder: string;
beforeAll(async () => {
  cli = await buildCli();
  folder = join(cli.folder, "point");
  mkdirSync(folder);
});
afterAll(() => cli.remove());
const run = (...words: string[]) => cli.runIn(folder, ["point", ...words]);

test("the entry is printed, and its file is named beside it", async () => {
  const { code, stdout, stderr } = await run("opencode", "--url", "https://g.example/mcp", "--token", "GRANT");
  expect([code, JSON.parse(stdout).mcp.gateway]).toEqual([
    0,
    {
      enabled: true,
      type: "remote",
      url: "https://g.example/mcp",
      headers: { Authorization: "Bearer {env:GRANT}" },
    },
  ]);
  expect(stderr).toContain("opencode.json");
  expect(stderr).toContain("Set GRANT in the environment");
});

test("--write puts it into the file, next to what is there", async () => {
  writeFileSync(join(folder, ".mcp.json"), '{\n  "mcpServers": {\n    "a": { "command": "x" }\n  }\n}\n');
  const { code } = await run("claude-code", "--name", "files", "--write", "--", "mcp-policy", "gateway", "p.json");
  expect(code).toBe(0);
  expect(readFileSync(join(folder, ".mcp.json"), "utf8")).toBe(`{
  "mcpServers": {
    "a": { "command": "x" },
    "files": {
      "type": "stdio",
      "command": "mcp-policy",
      "args": [
        "gateway",
        "p.json"
      ]
    }
  }
}
`);
});

test("another server of that name is replaced only with --replace", async () => {
  const file = join(folder, ".mcp.json");
  const other = '{ "mcpServers": { "files": { "command": "other" } } }\n';
  writeFileSync(file, other);
  const words = ["claude-code", "--name", "files", "--write", "--", "mcp-policy", "gateway", "p.json"];
  const kept = await run(...words);
  expect([kept.code, readFileSync(file, "utf8")]).toEqual([2, other]);
  expect(kept.stderr).toContain("another server named files already");
  expect(kept.stderr).toContain("--replace");
  expect((await run(...words.toSpliced(3, 0, "--replace"))).code).toBe(0);
  const written = readFileSync(file, "utf8");
  expect(written).not.toContain("other");
  // The same entry again changes nothing.
  expect([(await run(...words)).code, readFileSync(file, "utf8")]).toEqual([0, written]);
});

test("the list has paths that a person can open", async () => {
  const { stdout } = await run();
  expect(stdout).not.toMatch(/[{}*]/);
  expect(stdout).toMatch(/claude-desktop .* --user .*claude_desktop_config\.json/);
});

test("what a person got wrong is a sentence", async () => {
  expect((await run()).stdout).toContain("claude-code");
  expect((await run("nobody", "--url", "https://g.example")).stderr).toContain('No client is called "nobody"');
  expect((await run("vscode")).stderr).toContain("--url URL, or a command after --");
  expect((await run("vscode", "--url", "https://g.example", "--token", "a.b")).stderr).toContain("not its value");
  expect((await run("claude-desktop", "--url", "https://g.example", "--token", "T")).stderr).toContain("cannot send");
});
