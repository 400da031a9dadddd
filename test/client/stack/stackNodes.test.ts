import { describe, expect, test } from "vitest";
import { everything, filterInWords, passes } from "../../../client/src/stack/stackFilter";
import { graveInWords, stackNodes, toolInWords } from "../../../client/src/stack/stackNodes";
import type { StackResult, StackToolEntry } from "../../../server/src/protocol/stack";

const row = (tool: string, more: Partial<StackToolEntry> = {}): StackToolEntry => ({
  server: "mail",
  policy: null,
  tool,
  risk: "Low",
  category: "Read",
  state: "not covered",
  stateInWords: "",
  summary: "",
  why: "",
  range: null,
  ...more,
});
const server = (name: string, ...paths: readonly string[]) => ({
  name,
  file: null,
  folder: null,
  tools: 0,
  policies: paths.map((path) => ({ path, uri: `file:///${path}` })),
});
const stack = (tools: readonly StackToolEntry[], servers = [server("mail")]): StackResult => ({
  servers,
  tools,
  pairs: [],
  pairCount: 0,
  left: [],
  report: null,
});

describe("the tree of what agents can call", () => {
  const tools = [
    row("send_mail", { risk: "High", category: "Execute" }),
    row("list_inbox"),
    row("delete_mail", { risk: "Critical", category: "Destructive" }),
    row("wipe", { risk: "Critical", category: "Destructive" }),
  ];

  test("servers, categories from the gravest on, tools", () => {
    const [mail] = stackNodes(stack(tools), everything);
    expect(mail?.description).toBe("4 tools · no policy");
    expect(
      mail?.categories.map((node) => `${node.category} [${graveInWords(node)}] ${node.tools.map(({ tool }) => tool)}`),
    ).toEqual(["Destructive [2 critical] delete_mail,wipe", "Execute [1 high] send_mail", "Read [] list_inbox"]);
  });

  test("a tool says what each policy does with it", () => {
    const rows = [
      row("send_mail", { state: "denied", policy: "a.policy.json" }),
      row("send_mail", { state: "limited", policy: "b.policy.json" }),
    ];
    const [mail] = stackNodes(stack(rows, [server("mail", "a.policy.json", "b.policy.json")]), everything);
    const tool = mail?.categories[0]?.tools[0];
    expect(tool && toolInWords(tool)).toBe("denied in a.policy.json, limited in b.policy.json · Low risk");
    expect(mail?.description).toBe("1 tool · 2 policies");
  });

  test("the filter leaves out tools, and servers that nothing is left of", () => {
    const filter = { risks: ["Critical"], states: ["not covered"] };
    const both = stack(
      [...tools, row("list_notes", { server: "notes" })],
      [server("mail"), server("notes"), server("empty")],
    );
    const nodes = stackNodes(both, filter);
    expect(nodes.map((node) => `${node.server.name}: ${node.description}`)).toEqual([
      "mail: 2 of 4 tools · no policy",
      "empty: 0 tools · no policy",
    ]);
    expect(filterInWords(filter)).toBe("Critical risk · not covered");
    expect(passes(row("a"), { risks: [], states: ["allowed"] })).toBe(false);
  });

  test("tools called like members of objects are tools", () => {
    const [mail] = stackNodes(stack([row("__proto__"), row("constructor")]), everything);
    expect(mail?.categories[0]?.tools.map(({ tool }) => tool)).toEqual(["__proto__", "constructor"]);
  });
});
