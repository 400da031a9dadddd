import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerCall } from "../../server/src/assistant/answerCall";
import { longestText, mostEntries } from "../../server/src/assistant/assistantTool";
import { assistantTools } from "../../server/src/assistant/assistantTools";
import { languageModelTools } from "../../server/src/assistant/languageModelTools";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import { bareEnvironment } from "../../server/src/service/environment";
import { type BuiltCli, buildCli, finished } from "../cli/builtCli";

const denyAll = '{"version":"1","default":"deny","tools":{}}';
const naive = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [{ "conditions": [{ "path": "args.path", "op": "regex", "value": "^/srv/share/" }], "on_deny": "No." }]
    }
  }
}`;

async function ask(
  name: string,
  args: object,
): Promise<{ isError: boolean; answer: Record<string, unknown>; text: string }> {
  const tool = assistantTools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(name);
  const environment = { ...bareEnvironment, catalogue: await odooCatalogue() };
  const { content, structuredContent, isError } = await answerCall(tool, args, environment);
  return {
    isError: isError === true,
    answer: structuredContent ?? {},
    text: content[0]?.text ?? "",
  };
}

describe("the tools of an assistant", () => {
  test("a problem has a code and its range, and the safe fixes are made", async () => {
    const { answer } = await ask("policy_check", { policy: denyAll.replace(/}$/, ",}") });
    expect(answer.problems).toContainEqual(
      expect.objectContaining({
        severity: "error",
        range: { from: { line: 1, column: 43 }, to: { line: 1, column: 44 } },
      }),
    );
    expect(answer.fixed).toBe(denyAll);
  });

  test("a call is decided, and the text that decided is named", async () => {
    const { answer } = await ask("policy_simulate", {
      policy: naive,
      calls: [{ tool: "read_file", arguments: { path: "/srv/share/../../etc/passwd" } }, { tool: "other" }],
    });
    expect(answer.decisions).toMatchObject([
      { decision: "allow" },
      { decision: "deny", decidedBy: { from: { line: 3 } } },
    ]);
  });

  test("a hole is shown by a call that the policy allows", async () => {
    const { answer } = await ask("policy_probe", { policy: naive });
    const holes = (answer.tools as { holes: { arguments: { path: string } }[] }[])[0]?.holes ?? [];
    expect(holes.length).toBeGreaterThan(0);
    const calls = holes.map((hole) => ({ tool: "read_file", arguments: hole.arguments }));
    const { answer: simulated } = await ask("policy_simulate", { policy: naive, calls });
    expect((simulated.decisions as { decision: string }[]).map(({ decision }) => decision)).toEqual(
      holes.map(() => "allow"),
    );
  });

  test("two policies are compared by a call", async () => {
    const { answer } = await ask("policy_diff", { before: denyAll, after: naive });
    expect(answer).toMatchObject({ newlyAllowed: [{ tool: "read_file" }], newlyDenied: [], unknown: [] });
  });

  test("tests are run", async () => {
    const tests = JSON.stringify({
      policy: "policy.json",
      tests: [
        {
          name: "t",
          calls: [{ tool: "read_file", arguments: { path: "/srv/share/a" }, expect: { decision: "deny" } }],
        },
      ],
    });
    const { answer } = await ask("policy_test", { policy: naive, tests });
    expect([answer.run, answer.passed, answer.notRun]).toEqual([1, 0, null]);
    expect(answer.failures).toHaveLength(1);
  });

  test("tools are judged, and policies suggested that have no errors", async () => {
    const { answer } = await ask("tools_classify", {
      tools: [{ name: "delete_file", inputSchema: { type: "object" } }],
    });
    expect(answer.tools).toMatchObject([{ name: "delete_file", category: "Destructive" }]);
    const { answer: suggested } = await ask("policy_suggest", { plan: "read-only" });
    const { answer: checked } = await ask("policy_check", { policy: suggested.policy });
    expect((checked.problems as { severity: string }[]).filter(({ severity }) => severity === "error")).toEqual([]);
    const { answer: explained } = await ask("policy_explain", { policy: denyAll });
    expect(explained.tools).toHaveLength(mostEntries);
    expect(explained.left).toBe(180 - mostEntries);
  });

  describe("the tools of any server, sent along", () => {
    const path = { type: "object", properties: { path: { type: "string" } }, required: ["path"] };
    const paths = { type: "object", properties: { paths: { type: "array", items: { type: "string" } } } };
    const serverTools = [
      { name: "read_file", description: "Read a file.", inputSchema: path },
      { name: "read_many", description: "Read files.", inputSchema: paths },
      { name: "delete_file", description: "Delete a file.", inputSchema: path },
    ];
    const listing = (tools: object) => JSON.stringify({ version: "1", default: "deny", tools });
    const names = (answer: Record<string, unknown>) => (answer.tools as { name: string }[]).map(({ name }) => name);

    test("are explained instead of the bundled ones, which say nothing of another server's policy", async () => {
      const policy = listing({ read_file: {} });
      const { answer } = await ask("policy_explain", { policy, serverTools });
      expect(names(answer)).toEqual(["read_file", "delete_file", "read_many"]);
      expect(answer.tools).toContainEqual(expect.objectContaining({ name: "delete_file", risk: "Critical" }));
      const { answer: without } = await ask("policy_explain", { policy });
      expect([names(without), without.note]).toEqual([["read_file"], expect.stringContaining("Send serverTools")]);
    });

    test("are what names and conditions are checked with, and what a probe knows of arguments", async () => {
      const require = [{ conditions: [{ path: "args.paths", op: "regex", value: "^/srv/" }], on_deny: "No." }];
      const policy = listing({ read_fil: {}, read_many: { require } });
      const codes = async (args: object) =>
        ((await ask("policy_check", args)).answer.problems as { code: string }[]).map(({ code }) => code);
      expect(await codes({ policy, serverTools })).toEqual(
        expect.arrayContaining(["unknown-tool", "condition-never-holds"]),
      );
      const { answer } = await ask("policy_probe", { policy: listing({ read_file: {} }), serverTools });
      expect(answer).toMatchObject({ tools: [], notKnown: null });
    });

    test("are what is suggested for, as long as a conversation has room for it", async () => {
      const { answer } = await ask("policy_suggest", { plan: "read-only", serverTools });
      expect(JSON.parse(String(answer.policy)).tools).toEqual({ read_file: {}, read_many: {} });
      const many = Array.from({ length: 20_000 }, (_, index) => ({ name: `read_${index}` }));
      const { isError, text } = await ask("policy_suggest", { plan: "read-only", serverTools: many });
      expect([isError, text]).toEqual([true, expect.stringMatching(/^policy has [\d,]+ characters; at most 200,000/)]);
    });

    test("are explained where the policy names none of them", async () => {
      const { answer } = await ask("policy_explain", { policy: listing({ read_fil: {} }), serverTools });
      expect([answer.summary, answer.note]).toEqual(["4 tools: 1 allowed · 3 denied", undefined]);
    });

    test("a misspelt tool is not said to be without holes", async () => {
      const { answer } = await ask("policy_probe", { policy: naive, serverTools, tool: "read_fil" });
      expect(answer.notKnown).toMatch(/include "read_fil"\. Did you mean "read_file"\?$/);
    });

    test.each([[7], [[1]], [[{ name: 1 }]]])("%j is refused with a sentence", async (wrong) => {
      const { isError, text } = await ask("policy_check", { policy: denyAll, serverTools: wrong });
      expect([isError, text]).toEqual([true, "serverTools must be a list of objects with a name."]);
    });
  });

  test.each([
    ["policy_check", {}, "policy must be a string."],
    ["policy_check", { policy: " ".repeat(longestText + 1) }, "at most 200,000 are read."],
    ["policy_simulate", { policy: denyAll, calls: 7 }, "calls must be a list"],
    ["policy_simulate", { policy: denyAll, calls: [{ tool: "t", at: "noon" }] }, "calls[0].at must be an instant"],
    ["policy_probe", { policy: '{"version":"1","default":"denied"}' }, "Call policy_check for all problems."],
    ["policy_diff", { before: denyAll, after: '{"Statement":[]}' }, "after"],
    ["policy_suggest", { plan: "x" }, "plan is deny-all"],
    ["tools_classify", { tools: [1] }, "objects with a name"],
  ])("%s of wrong input is an error with a sentence", async (name, args, sentence) => {
    const { isError, text } = await ask(name, args);
    expect([isError, text]).toEqual([true, expect.stringContaining(sentence)]);
  });
});

describe("mcp-policy mcp", () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli.remove());

  async function withClient(args: readonly string[], use: (client: Client) => Promise<void>): Promise<void> {
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [cli.module, ...args] }));
    try {
      await use(client);
    } finally {
      await client.close();
    }
  }

  test("speaks the legacy era with the official client, also behind the product's own gateway", async () => {
    const call = { name: "policy_simulate", arguments: { policy: denyAll, calls: [{ tool: "t" }] } };
    await withClient(["mcp"], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(assistantTools.map(({ name }) => name));
      expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
      expect((await client.callTool(call)).structuredContent).toMatchObject({ decisions: [{ decision: "deny" }] });
    });
    const policy = join(cli.folder, "gate.policy.json");
    writeFileSync(policy, '{"version":"1","default":"allow","hide":["policy_simulate"],"tools":{}}');
    await withClient(["gateway", policy, "--", process.execPath, cli.module, "mcp"], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).not.toContain("policy_simulate");
      expect((await client.callTool(call)).isError).toBe(true);
      expect((await client.callTool({ name: "policy_check", arguments: { policy: denyAll } })).isError).not.toBe(true);
    });
  });

  test("speaks the modern era with the official client of the second line", async () => {
    const { Client: SecondClient } = await import("@modelcontextprotocol/client");
    const { StdioClientTransport: SecondStdio } = await import("@modelcontextprotocol/client/stdio");
    const modern = { versionNegotiation: { mode: { pin: "2026-07-28" } } } as const;
    const client = new SecondClient({ name: "test", version: "2" }, modern);
    await client.connect(new SecondStdio({ command: process.execPath, args: [cli.module, "mcp"] }));
    try {
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(assistantTools.map(({ name }) => name));
      const call = { name: "policy_simulate", arguments: { policy: denyAll, calls: [{ tool: "t" }] } };
      expect((await client.callTool(call)).structuredContent).toMatchObject({ decisions: [{ decision: "deny" }] });
    } finally {
      await client.close();
    }
  });

  test("speaks the modern era, without a handshake", async () => {
    const _meta = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
    };
    const params = { name: "policy_check", arguments: { policy: denyAll }, _meta };
    const line = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
    const child = cli.start(["mcp"]);
    const end = finished(child);
    child.stdin?.write(`${line}\n`);
    const [answer] = await once(createInterface({ input: child.stdout ?? process.stdin }), "line");
    child.stdin?.end();
    expect((await end).code).toBe(0);
    expect(JSON.parse(answer)).toMatchObject({ id: 1, result: { resultType: "complete" } });
  });
});

test.each(languageModelTools.map(({ userDescription }) => userDescription))(
  "for people: a whole sentence: %s",
  (said) => {
    expect(said).toMatch(/[\w)]\.$/);
  },
);
