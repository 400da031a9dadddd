import { describe, expect, test } from "vitest";
import { behindGateway } from "../../../server/src/mcp/clients/behindGateway";

const entryOf = ([command = "", ...args]: readonly string[]) =>
  ({ kind: "command", command, args, env: new Map(), cwd: "/w" }) as const;
const found = (words: string) => behindGateway(entryOf(words.split(" ")));

describe("the server behind the gateway of an entry", () => {
  test.each([
    ["mcp-policy gateway p.json -- node server.js"],
    ["npx -y mcp-policy@1.2.0 gateway p.json --log calls.jsonl -- node server.js"],
    ["C:\\bin\\mcp-policy.cmd gateway p.json -- node server.js"],
    ["node /opt/x/dist/cli.js gateway p.json -- node server.js"],
    ["mcp-policy gateway a.json -- mcp-policy gateway b.json -- node server.js"],
  ])("%s", (words) => {
    expect(found(words)).toEqual({ kind: "server", entry: entryOf(["node", "server.js"]) });
  });

  test.each([["mcp-policy gateway p.json --url https://x.example/mcp"], ["mcp-policy gateway p.json --"]])(
    "is not told by %s",
    (words) => expect(found(words)).toEqual({ kind: "not told" }),
  );

  test.each([
    ["node server.js"],
    ["mcp-policy mcp"],
    ["other gateway x -- node y.js"],
    ["npx -y my-mcp-policy gateway x"],
  ])("there is none in %s", (words) => expect(found(words)).toBeUndefined());

  test("an address is no gateway of ours", () => {
    const url = { kind: "url", url: "https://x.example", transport: undefined, headers: new Map() } as const;
    expect(behindGateway(url)).toBeUndefined();
  });
});
