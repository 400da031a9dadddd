/** Servers under the key of another client: their own client reads none of them. */
import { describe, expect, it } from "vitest";
import { clientFiles } from "../../../server/src/mcp/clients/clientFiles";
import { serversIn } from "../../../server/src/mcp/clients/serversIn";

const foundIn = async (path: string, place: string, text: string) => {
  const file = clientFiles.find((each) => each.path === path && each.place === place);
  if (file === undefined) throw new Error(`${path} is the file of no client`);
  return (await serversIn(text, file, path, "/w")).map(({ name, problems }) => [name, ...problems]);
};
const server = '{ "a": { "command": "a" } }';

describe("is said", () => {
  it.each([
    [".vscode/mcp.json", "workspace", "mcpServers", 'VS Code reads "servers"'],
    [".vscode/settings.json", "workspace", "mcpServers", 'VS Code reads "mcp.servers"'],
    [".mcp.json", "workspace", "servers", 'Claude Code reads "mcpServers"'],
    ["{desktop}/claude_desktop_config.json", "user", "servers", 'Claude Desktop reads "mcpServers"'],
    [".cursor/mcp.json", "workspace", "servers", 'Cursor reads "mcpServers"'],
    [".zed/settings.json", "workspace", "mcpServers", 'Zed reads "context_servers"'],
    ["opencode.json", "workspace", "mcpServers", 'opencode reads "mcp"'],
    [".warp/.mcp.json", "workspace", "servers", 'Warp reads "mcpServers"'],
  ])("of %s (%s) with %s", async (path, place, key, words) => {
    expect(await foundIn(path, place, `{ "${key}": ${server} }`)).toEqual([
      ["", `${words} in this file, and not "${key}": rename the key.`],
    ]);
  });

  it("of TOML as well", async () => {
    expect(await foundIn(".codex/config.toml", "workspace", '[mcpServers.a]\ncommand = "a"\n')).toEqual([
      ["", 'Codex reads "mcp_servers" in this file, and not "mcpServers": rename the key.'],
    ]);
  });
});

it("is said how many servers of a file are not listed", async () => {
  const servers = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`s${index}`, { command: "a" }]));
  const found = await foundIn(".mcp.json", "workspace", JSON.stringify({ mcpServers: servers }));
  expect([found.length, found[0]]).toEqual([501, ["", "Only the first 500 of 501 servers are listed."]]);
});

describe("is not said", () => {
  it("of a file that has the client's own key as well", async () => {
    const text = `{ "mcpServers": ${server}, "servers": ${server} }`;
    expect(await foundIn(".mcp.json", "workspace", text)).toEqual([["a"]]);
  });

  it.each([
    ["settings with servers of something else", ".zed/settings.json", '{ "servers": { "a": { "command": "a" } } }'],
    ["a key without servers", ".mcp.json", '{ "servers": { "note": "none yet" } }'],
    ["an empty key", ".mcp.json", '{ "servers": {} }'],
    ["a file without servers", ".mcp.json", "{}"],
  ])("of %s", async (_, path, text) => {
    expect(await foundIn(path, "workspace", text)).toEqual([]);
  });
});
