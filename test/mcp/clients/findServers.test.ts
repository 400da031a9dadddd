import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientFiles } from "../../../server/src/mcp/clients/clientFiles";
import { entryTarget } from "../../../server/src/mcp/clients/entryTarget";
import { findServers } from "../../../server/src/mcp/clients/findServers";
import type { FoundServer, ServerEntry } from "../../../server/src/mcp/clients/foundServer";
import { userPath } from "../../../server/src/mcp/clients/systemFolders";

let root = "";
const system = { platform: "linux" as const, home: "", env: {} };
let found: readonly FoundServer[] = [];

/** The content of a client's file: where it is, and a command and a remote server in the client's own shape. */
const files: Readonly<Record<string, string>> = {
  "ws/.vscode/mcp.json":
    '{ // a comment\n "inputs": [], "servers": {"a": {"command": "npx", "args": ["-y", "x"], "env": {"T": "${input:tok}"}}, "b": {"type": "http", "url": "https://b.example/mcp", "headers": {"Authorization": "Bearer ${env:B}"}}}, }',
  "ws/.vscode/settings.json": '{"editor.tabSize": 2, "mcp.servers": {"in-settings": {"command": "s"}}}',
  "ws/.devcontainer/devcontainer.json":
    '{"customizations": {"vscode": {"mcp": {"servers": {"dev": {"command": "d"}}}}}}',
  "ws/.mcp.json":
    '{"mcpServers": {"c": {"command": "node", "args": ["${HOME_DIR:-/tmp}/c.js", "--token", "s3cretvalue"]}, "untyped": {"url": "https://x.example"}, "socket": {"type": "ws", "url": "wss://x.example"}}}',
  "ws/.cursor/mcp.json": '{"mcpServers": {"cur": {"command": "${workspaceFolder}/bin/cur"}}}',
  "ws/.zed/settings.json":
    '{"context_servers": {"z": {"command": "z", "env": {"A": "1"}}, "ext": {"source": "extension"}}}',
  "ws/.codex/config.toml":
    '[mcp_servers.cx]\ncommand = "cx"\nargs = ["1"]\nenv_vars = ["CX_TOKEN"]\n[mcp_servers.cxr]\nurl = "https://cx.example/mcp"\nbearer_token_env_var = "CX_BEARER"\nhttp_headers = { "X-Key" = "v" }\nenabled = false\n',
  "ws/.gemini/settings.json":
    '{"mcpServers": {"g": {"command": "$GEM_BIN", "args": ["${X:-y}"]}, "gh": {"httpUrl": "https://g.example/mcp"}, "gs": {"url": "https://g.example/sse"}}}',
  "ws/opencode.json":
    '{"mcp": {"oc": {"type": "local", "command": ["oc", "run"], "environment": {"K": "{env:OC}"}, "enabled": false}, "ocr": {"type": "remote", "url": "https://oc.example"}}}',
  "ws/.github/mcp.json": '{"mcpServers": {"cop": {"type": "local", "command": "cop", "args": [], "tools": ["*"]}}}',
  "ws/.roo/mcp.json":
    '{"mcpServers": {"roo": {"type": "streamable-http", "url": "https://roo.example", "disabled": true}}}',
  "ws/.continue/mcpServers/one.yaml": "name: x\nmcpServers:\n  - name: cont\n    command: cont\n    args:\n      - a\n",
  "ws/.continue/mcpServers/two.json": '{"mcpServers": {"contj": {"command": "contj"}}}',
  "ws/.kiro/settings/mcp.json": '{"mcpServers": {"ki": {"command": "ki", "env": {"A": "${KIRO}"}}}}',
  "ws/.warp/.mcp.json": '{"wa": {"command": "wa", "working_directory": "/w"}}',
  "home/.claude.json":
    '{"mcpServers": {"mine": {"command": "mine"}}, "projects": {"WORKSPACE": {"mcpServers": {"local": {"command": "local"}}}}}',
  "home/.config/Claude/claude_desktop_config.json": '{"mcpServers": {"desk": {"command": "desk"}}}',
  "home/.codeium/windsurf/mcp_config.json": '{"mcpServers": {"ws": {"serverUrl": "https://ws.example"}}}',
  "home/.config/goose/config.yaml":
    "extensions:\n  goo:\n    type: stdio\n    cmd: goo\n    args: [x]\n    envs: {A: b}\n    enabled: true\n  dev:\n    type: builtin\n  goor:\n    type: streamable_http\n    uri: https://goo.example\n",
  "home/.lmstudio/mcp.json": '{"mcpServers": {"lm": {"command": "lm"}}}',
  "home/.copilot/mcp-config.json": '{"mcpServers": {broken',
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "mcp-policy-clients-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text.replace("WORKSPACE", join(root, "ws")));
  }
  found = await findServers(join(root, "ws"), { ...system, home: join(root, "home") });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const named = (name: string): FoundServer => {
  const server = found.find((each) => each.name === name);
  if (server === undefined) throw new Error(`${name} is not found`);
  return server;
};

const resolved = (name: string, env: Record<string, string> = {}) => {
  const server = named(name);
  if (server.entry === undefined) throw new Error(server.problems.join());
  const variables = { env, workspace: join(root, "ws"), home: join(root, "home") };
  return entryTarget(server as FoundServer & { readonly entry: ServerEntry }, variables);
};

describe("the files of all clients", () => {
  test.each([
    ["a", "vscode", ".vscode/mcp.json"],
    ["in-settings", "vscode", ".vscode/settings.json"],
    ["dev", "vscode", ".devcontainer/devcontainer.json"],
    ["c", "claude-code", ".mcp.json"],
    ["mine", "claude-code", "~/.claude.json"],
    ["local", "claude-code", "~/.claude.json"],
    ["desk", "claude-desktop", "~/.config/Claude/claude_desktop_config.json"],
    ["cur", "cursor", ".cursor/mcp.json"],
    ["ws", "windsurf", "~/.codeium/windsurf/mcp_config.json"],
    ["z", "zed", ".zed/settings.json"],
    ["cx", "codex", ".codex/config.toml"],
    ["g", "gemini", ".gemini/settings.json"],
    ["oc", "opencode", "opencode.json"],
    ["cop", "copilot", ".github/mcp.json"],
    ["roo", "roo", ".roo/mcp.json"],
    ["cont", "continue", ".continue/mcpServers/one.yaml"],
    ["contj", "continue", ".continue/mcpServers/two.json"],
    ["ki", "kiro", ".kiro/settings/mcp.json"],
    ["goo", "goose", "~/.config/goose/config.yaml"],
    ["wa", "warp", ".warp/.mcp.json"],
    ["lm", "lm-studio", "~/.lmstudio/mcp.json"],
  ])("%s is found by %s in %s", (name, client, file) => expect(named(name)).toMatchObject({ client, file }));

  test("what is built into a client is no server that can be asked", () => {
    expect(found.map(({ name }) => name)).not.toEqual(expect.arrayContaining(["ext"]));
    expect(found.map(({ name }) => name)).not.toEqual(expect.arrayContaining(["dev "]));
    expect(found.filter(({ client }) => client === "goose").map(({ name }) => name)).toEqual(["goo", "goor"]);
  });

  test("a file that is broken is said to be", () => {
    expect(found.find(({ file }) => file === "~/.copilot/mcp-config.json")?.problems).toEqual([
      "The file is not valid JSON.",
    ]);
  });

  test("an entry that its client skips says so", () => {
    expect(named("untyped").problems).toEqual([
      'The client skips this entry: an address needs a "type", "http" or "sse".',
    ]);
    expect(named("socket").problems).toEqual(["The entry speaks WebSocket, which is not read here."]);
  });

  test("off is off", () => {
    expect(found.filter(({ isOff, entry }) => isOff && entry).map(({ name }) => name)).toEqual(["cxr", "oc", "roo"]);
  });
});

describe("each client's own shape and variables", () => {
  const program = (name: string, env?: Record<string, string>) => {
    const { target } = resolved(name, env);
    return target.kind === "command" ? [target.program.command, ...target.program.args] : [];
  };

  test("commands", () => {
    expect(program("a")).toEqual(["npx", "-y", "x"]);
    expect(program("c")).toEqual(["node", "/tmp/c.js", "--token", "s3cretvalue"]);
    expect(program("c", { HOME_DIR: "/h" })[1]).toBe("/h/c.js");
    expect(program("cur")).toEqual([join(root, "ws/bin/cur")]);
    expect(program("g", { GEM_BIN: "gem" })).toEqual(["gem", "y"]);
    expect(program("oc")).toEqual(["oc", "run"]);
    expect(program("goo")).toEqual(["goo", "x"]);
  });

  test("environment variables, by name and by value", () => {
    expect(resolved("cx", { CX_TOKEN: "t" }).target).toMatchObject({ program: { env: { CX_TOKEN: "t" } } });
    expect(resolved("oc", { OC: "v" }).target).toMatchObject({ program: { env: { K: "v" } } });
    expect(resolved("goo").target).toMatchObject({ program: { env: { A: "b" } } });
    expect(resolved("wa").target).toMatchObject({ program: { cwd: "/w" } });
  });

  test("addresses, what is spoken there, and headers", () => {
    expect(resolved("b", { B: "tok" }).target).toEqual({
      kind: "url",
      url: "https://b.example/mcp",
      headers: { Authorization: "Bearer tok" },
      transport: "streamable-http",
    });
    expect(resolved("gh").target).toMatchObject({ transport: "streamable-http" });
    expect(resolved("gs").target).toMatchObject({ transport: "sse" });
    expect(resolved("ws").target).toMatchObject({ url: "https://ws.example" });
    expect(resolved("goor").target).toMatchObject({ url: "https://goo.example", transport: "streamable-http" });
    expect(resolved("cxr", { CX_BEARER: "b" }).target).toMatchObject({
      headers: { "X-Key": "v", Authorization: "Bearer b" },
    });
  });

  test("a variable without a value is named", () => {
    expect(resolved("a").missing).toEqual(["tok"]);
    expect(resolved("ki").missing).toEqual(["KIRO"]);
    expect(resolved("cx").missing).toEqual(["CX_TOKEN"]);
  });

  test("what is told and stored has no values", () => {
    expect(resolved("c").source).toEqual({
      kind: "command",
      command: "node",
      args: ["${HOME_DIR:-/tmp}/c.js", "--token", "NOT-STORED"],
      env: [],
      from: { client: "claude-code", file: ".mcp.json", name: "c" },
    });
    expect(resolved("a", { tok: "s3cret" }).source).toMatchObject({ env: ["T"] });
    expect(resolved("cxr", { CX_BEARER: "s3cret" }).source).toMatchObject({
      headers: { "X-Key": "", Authorization: "CX_BEARER" },
    });
    for (const { name, entry } of found)
      if (entry !== undefined)
        expect(JSON.stringify(resolved(name, { B: "s3cret", tok: "s3cret" }).source)).not.toContain("s3cret");
  });
});

test("Claude Code ignores a file with a comment, and we say so", async () => {
  writeFileSync(join(root, "ws/.mcp.json"), '{"mcpServers": {"c": {"command": "node"}, /* x */ }}');
  const again = await findServers(join(root, "ws"), { ...system, home: join(root, "home") });
  expect(again.find(({ name }) => name === "c")?.problems).toEqual([
    "Claude Code ignores this file, since it has a comment.",
    "Claude Code ignores this file, since it has a trailing comma.",
  ]);
});

test("the folders of each system", () => {
  const at = (platform: NodeJS.Platform, path: string) =>
    userPath(path, { platform, home: "/h", env: {} }).replaceAll("\\", "/");
  expect(at("linux", "{code}/mcp.json")).toBe("/h/.config/Code/User/mcp.json");
  expect(at("darwin", "{code}/mcp.json")).toBe("/h/Library/Application Support/Code/User/mcp.json");
  expect(at("win32", "{code}/mcp.json")).toBe("/h/AppData/Roaming/Code/User/mcp.json");
  expect(at("darwin", "{managed}/managed-mcp.json")).toBe("/Library/Application Support/ClaudeCode/managed-mcp.json");
  expect(at("linux", ".cursor/mcp.json")).toBe("/h/.cursor/mcp.json");
});

test("every client of the specification has a file", () => {
  expect(new Set(clientFiles.map(({ client }) => client)).size).toBe(17);
});
