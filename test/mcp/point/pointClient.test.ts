import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serversIn } from "../../../server/src/mcp/clients/serversIn";
import type { PointTarget } from "../../../server/src/mcp/point/gatewayEntry";
import { pointClient, pointPlaces } from "../../../server/src/mcp/point/pointClient";

let home: string;
let workspace: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "mcp-policy-home-"));
  workspace = join(home, "work");
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const gateway: PointTarget = { kind: "url", url: "https://gateway.example/mcp/1/", token: "GRANT" };
const local: PointTarget = { kind: "command", command: "mcp-policy", args: ["gateway", "p.json"], env: ["KEY"] };
const system = { platform: "linux", home: "", env: {} } as const;
const ask = (client: string, target: PointTarget = gateway, place: "workspace" | "user" = "workspace", name = "gate") =>
  pointClient({ client, place }, name, target, workspace, { ...system, home });
const askInstead = (client: string, place: "workspace" | "user" = "workspace") =>
  pointClient({ client, place }, "gate", gateway, workspace, { ...system, home }, true);
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
};

describe("the entry in each client's own shape", () => {
  test.each([
    ["vscode", "workspace", { type: "http", headers: { Authorization: "Bearer ${env:GRANT}" } }],
    ["claude-code", "workspace", { type: "http", headers: { Authorization: "Bearer ${GRANT}" } }],
    ["cursor", "workspace", { headers: { Authorization: "Bearer ${env:GRANT}" } }],
    ["gemini", "workspace", { httpUrl: "https://gateway.example/mcp/1/" }],
    ["opencode", "workspace", { type: "remote", headers: { Authorization: "Bearer {env:GRANT}" }, enabled: true }],
    ["windsurf", "user", { serverUrl: "https://gateway.example/mcp/1/" }],
    ["copilot", "workspace", { headers: { Authorization: "Bearer YOUR_GRANT_TOKEN" }, tools: ["*"] }],
    ["kiro", "workspace", { headers: { Authorization: "Bearer ${GRANT}" } }],
  ] as const)("%s", async (client, place, parts) => {
    const { after = "" } = await ask(client, gateway, place);
    const json = JSON.parse(after);
    const [servers] = Object.values(json) as [Record<string, object>];
    expect(servers.gate).toMatchObject(parts);
  });

  test("Codex names the variable of the token, in TOML", async () => {
    expect((await ask("codex")).after).toBe(
      '[mcp_servers.gate]\nurl = "https://gateway.example/mcp/1/"\nbearer_token_env_var = "GRANT"\n',
    );
  });

  test("what is written is read as the server that was meant, at every client", async () => {
    for (const file of pointPlaces) {
      for (const target of [gateway, local]) {
        const pointed = await ask(file.client, target, file.place).catch((error: Error) => error.message);
        if (typeof pointed === "string") {
          expect(["claude-desktop", "continue"]).toContain(file.client);
          continue;
        }
        const [found, ...others] = await serversIn(pointed.after ?? "", file, file.path, workspace);
        expect(others).toEqual([]);
        expect(found).toMatchObject({ name: "gate", problems: [], entry: { kind: target.kind } });
        if (found?.entry?.kind === "url") expect(found.entry.headers.has("Authorization")).toBe(true);
        expect(pointed.notes.length + pointed.entry.length).toBeGreaterThan(0);
      }
    }
  });
});

test("one of all folders has to name the policy by its whole path", async () => {
  const notesOf = async (place: "workspace" | "user", policy: string) => {
    const target: PointTarget = { kind: "command", command: "mcp-policy", args: ["gateway", policy, "--", "server"] };
    return (await ask("cursor", target, place)).notes;
  };
  expect(await notesOf("user", "p.json")).toEqual([
    "Cursor may start it in any folder: write the whole path of p.json, and of what the server gets.",
  ]);
  for (const whole of [
    "/home/me/p.json",
    "${workspaceFolder}/p.json",
    "--observe",
    "C:\\me\\p.json",
    "\\\\host\\p.json",
  ])
    expect(await notesOf("user", whole)).toEqual([]);
  expect(await notesOf("workspace", "p.json")).toEqual([]);
});

describe("the client's file", () => {
  test("keeps its comments, its layout and its other servers", async () => {
    write(".vscode/mcp.json", '{\n    // mine\n    "servers": {\n        "a": { "command": "x" }\n    }\n}\n');
    expect((await ask("vscode")).after).toBe(`{
    // mine
    "servers": {
        "a": { "command": "x" },
        "gate": {
            "type": "http",
            "url": "https://gateway.example/mcp/1/",
            "headers": {
                "Authorization": "Bearer \${env:GRANT}"
            }
        }
    }
}
`);
  });

  describe.each([
    [".mcp.json", "claude-code", '{"mcpServers": {"gate": {"command": "old"}, "b": {"command": "x"}}}'],
    [
      ".codex/config.toml",
      "codex",
      '# mine\n[mcp_servers.gate]\ncommand = "old"\n\n[mcp_servers.gate.env]\nA = "1"\n\n[mcp_servers.b]\ncommand = "x"\n',
    ],
    [".config/goose/config.yaml", "goose", "extensions:\n  gate:\n    cmd: old\n  b:\n    cmd: x\n"],
    [
      ".continue/config.yaml",
      "continue",
      "mcpServers:\n  - name: gate\n    command: old\n  - name: b\n    command: x\n",
    ],
  ] as const)("%s has another server of that name", (path, client, text) => {
    const place = client === "goose" || client === "continue" ? "user" : "workspace";
    const target = client === "continue" ? local : gateway;
    const at = (replaces: boolean) =>
      pointClient({ client, place }, "gate", target, workspace, { ...system, home }, replaces);
    const put = (content: string): void => {
      const file = join(place === "user" ? home : workspace, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    };
    test("it stays, and that is said", async () => {
      put(text);
      const { after, isTaken, notes } = await at(false);
      expect([after, isTaken, notes[0]]).toEqual([undefined, true, "The file has another server named gate already."]);
    });
    test("it gives way when that is asked for, and all else stays", async () => {
      put(text);
      const { after = "", notes } = await at(true);
      expect(notes[0]).toBe("It takes the place of another server named gate.");
      expect(after).not.toContain("old");
      expect(after).toMatch(/\bx\b/);
      if (text.startsWith("# mine")) expect(after).toContain("# mine");
      put(after);
      expect(await at(false)).toMatchObject({ after, isTaken: false });
      rmSync(join(place === "user" ? home : workspace, path));
    });
  });

  test("has its map of servers twice: nothing is written", async () => {
    write(".mcp.json", '{"mcpServers": {"a": {"command": "x"}}, "mcpServers": {"b": {"command": "y"}}}');
    const { after, notes } = await askInstead("claude-code");
    expect([after, notes[0]]).toEqual([
      undefined,
      'The file has "mcpServers" twice, and clients read only the last one. Remove one first.',
    ]);
    write(".mcp.json", '{"mcpServers": {"gate": {"command": "x"}, "gate": {"command": "y"}}}');
    expect((await askInstead("claude-code")).after).toBeUndefined();
  });

  test.each([
    ["one behind the last server", '"a": {} // mine', '"a": {}, // mine\n    "gate": {'],
    ["one behind a comma", '"a": {}, // mine', '"a": {}, // mine\n    "gate": {'],
    ["a block", '"a": {} /* mine */', '"a": {}, /* mine */\n    "gate": {'],
    ["one on the next line", '"a": {}\n    // mine', '"a": {},\n    "gate": {'],
    ["one in an empty map", "// none yet", '// none yet\n    "gate": {'],
  ])("keeps a comment where it is: %s", async (_, inside, expected) => {
    write(".vscode/mcp.json", `{\n  "servers": {\n    ${inside}\n  }\n}\n`);
    const { after = "" } = await ask("vscode");
    expect(after).toContain(expected);
    expect((after.match(/mine|none yet/g) ?? []).length).toBe(1);
  });

  test("keeps a comment behind the last field when it gets its map of servers", async () => {
    write(".vscode/mcp.json", '{\n  "inputs": [] // mine\n}\n');
    expect((await ask("vscode")).after).toContain('"inputs": [], // mine\n  "servers": {\n    "gate": {');
  });

  test("of TOML and YAML too, at their end", async () => {
    write(".codex/config.toml", 'model = "m" # mine\n\n[mcp_servers.a]\ncommand = "x"\n');
    expect((await ask("codex")).after).toMatch(
      /^model = "m" # mine\n\n\[mcp_servers\.a\]\ncommand = "x"\n\n\[mcp_servers\.gate\]\n/,
    );
    mkdirSync(join(home, ".config/goose"), { recursive: true });
    writeFileSync(join(home, ".config/goose/config.yaml"), "# mine\nextensions:\n  a:\n    type: builtin\n");
    expect((await ask("goose", gateway, "user")).after).toMatch(
      /^# mine\nextensions:\n {2}a:\n {4}type: builtin\n {2}gate:\n/,
    );
  });

  test.each([
    [".cursor/mcp.json", "cursor", '{"mcpServers": ', "not valid JSON"],
    [".roo/mcp.json", "roo", '{"mcpServers": [1]}', "does not have the form"],
    [".codex/config.toml", "codex", 'mcp_servers.gate.command = "x"\n', "already"],
    [".codex/config.toml", "codex", "mcp_servers = {}\n", "does not have the form"],
  ])("%s that cannot be written into is left, and said: %#", async (path, client, text, why) => {
    write(path, text);
    const { after, notes, entry } = await ask(client);
    expect([after, notes[0]]).toEqual([undefined, expect.stringContaining(why)]);
    expect(entry).toContain("gateway.example");
  });

  test("opencode.jsonc is written where it is the one that is there", async () => {
    write("opencode.jsonc", "{ /* mine */ }\n");
    expect((await ask("opencode")).path).toMatch(/opencode\.jsonc$/);
  });
});

test.each([
  ["claude-desktop", gateway, "cannot send a header"],
  ["continue", gateway, "not known"],
  ["vscode", { kind: "url", url: "file:///etc/passwd", token: undefined }, "starts with https://"],
  ["vscode", { kind: "url", url: "https://a:b@c.example", token: undefined }, "password"],
] as const)("%s cannot be pointed everywhere: %#", async (client, target, why) => {
  await expect(ask(client, target, client === "claude-desktop" ? "user" : "workspace")).rejects.toThrow(why);
});
