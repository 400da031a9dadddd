import { describe, expect, test } from "vitest";
import { canonicalText } from "../../../server/src/catalogue/files/canonicalText";
import { compareTools } from "../../../server/src/catalogue/files/compareTools";
import { namesInHead } from "../../../server/src/catalogue/files/namesInHead";
import { readServerFile, serverOfFile } from "../../../server/src/catalogue/files/readServerFile";
import { readToolList } from "../../../server/src/catalogue/files/readToolList";
import { isServerName, type ServerFile } from "../../../server/src/catalogue/files/serverFile";
import { writeServerFile } from "../../../server/src/catalogue/files/writeServerFile";

const facts: Omit<ServerFile, "tools"> = {
  name: "memory",
  reported: { name: "memory-server", version: "0.6.3" },
  source: {
    kind: "command",
    command: "npx",
    args: ["-y", "server-memory"],
    env: ["MEMORY_FILE"],
    from: { client: "claude-code", file: ".mcp.json", name: "memory" },
  },
  protocol: { era: "legacy", version: "2025-11-25", transport: "stdio" },
  imported: "2026-11-28",
  hash: "sha256:00",
};

describe("the file of a server", () => {
  test("is read as it was written", () => {
    const list = readToolList(['{"tools": [{"name": "b", "inputSchema": {"type": "object"}}, {"name": "a"}]}']);
    const text = writeServerFile(facts, list?.tools ?? []);
    expect(text).toContain('\n  "tools": [\n    {\n      "name": "a"\n    },\n    {\n      "name": "b",');
    expect(readServerFile(text, "memory")).toEqual({
      ...facts,
      tools: [{ name: "a" }, { name: "b", inputSchema: { type: "object" } }],
    });
  });

  test("tells the names of its tools by its beginning", () => {
    const list = readToolList(['{"tools": [{"name": "b]\\n"}, {"name": "a"}]}']);
    const text = writeServerFile(facts, list?.tools ?? []);
    expect(namesInHead(text.slice(0, text.indexOf('"tools"')))).toEqual(new Set(["a", "b]\n"]));
    expect(namesInHead(text.slice(0, text.indexOf('"names"') + 12))).toBeUndefined();
    expect(namesInHead('{"tools": []}')).toBeUndefined();
  });

  test("without tools is a file all the same", () => {
    expect(readServerFile(writeServerFile(facts, []), "memory")?.tools).toEqual([]);
  });

  test("that a person has edited is read as far as it goes", () => {
    const text = '{"tools": [{"name": "a"}, {"name": 3}, null], "source": {"kind": "command"}, "protocol": 7}';
    expect(readServerFile(text, "x")).toEqual({
      name: "x",
      source: undefined,
      imported: "",
      hash: "",
      tools: [{ name: "a" }],
      unnamed: 2,
    });
  });

  test.each(["", "{", "[]", '{"tools": {}}'])("%s is none", (text) =>
    expect(readServerFile(text, "x")).toBeUndefined(),
  );

  test("is named after the server", () => {
    expect(serverOfFile("/repo/.mcp-policy/servers/github.json")).toBe("github");
    expect(serverOfFile("C:\\repo\\.mcp-policy\\servers\\a.b.json")).toBe("a.b");
    expect(serverOfFile("/repo/.mcp-policy/servers/sub/github.json")).toBeUndefined();
    expect(serverOfFile("/repo/.mcp-policy/config.json")).toBeUndefined();
  });

  test.each([
    ["github", true],
    ["a.b-c_d", true],
    ["../x", false],
    [".hidden", false],
    ["a/b", false],
    ["", false],
    ["con", false],
    ["nul.x", false],
  ])("a name that becomes a file's: %s", (name, isName) => expect(isServerName(name)).toBe(isName));
});

describe("what has changed", () => {
  const before = [{ name: "same", inputSchema: { type: "object", properties: { a: {} } } }, { name: "gone" }];

  test("tools that came and went, and where others differ", () => {
    const after = [
      { inputSchema: { properties: { a: { type: "string" } }, type: "object" }, description: "new", name: "same" },
      { name: "came" },
    ];
    expect(compareTools(before, after)).toEqual({
      added: ["came"],
      removed: ["gone"],
      changed: [{ name: "same", paths: ["inputSchema.properties.a.type", "description"] }],
    });
  });

  test("neither the order of tools nor that of fields", () => {
    const after = [{ name: "gone" }, { inputSchema: { properties: { a: {} }, type: "object" }, name: "same" }];
    expect(compareTools(before, after)).toEqual({ added: [], removed: [], changed: [] });
    expect(canonicalText({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
  });

  test("a path that is ignored does not count", () => {
    const at = (time: string) => [{ name: "now", inputSchema: { properties: { at: { default: time } } } }];
    const ignored = (_: string, path: string): boolean => path === "inputSchema.properties.at.default";
    expect(compareTools(at("9:00"), at("9:01")).changed[0]?.paths).toEqual(["inputSchema.properties.at.default"]);
    expect(compareTools(at("9:00"), at("9:01"), ignored).changed).toEqual([]);
  });
});
