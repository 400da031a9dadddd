import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startClient, type TestClient, type TestDocument } from "./testClient";
import { rangeOf, seedPolicy, seedTool, textIn } from "./texts";

let client: TestClient;
let seed: TestDocument;

beforeAll(async () => {
  client = await startClient();
  seed = await client.open(seedPolicy);
});
afterEach(() => expect(client.loggedErrors).toEqual([]));
afterAll(() => client.kill());

const at = "2026-11-23T10:00:00.000Z";
const seedLimit = seedPolicy.slice(seedPolicy.indexOf("{", seedPolicy.indexOf("limits")), seedPolicy.indexOf("]"));

describe("mcpPolicy/simulate", () => {
  test("answers an allowed call with everything that is known of the decision", async () => {
    expect(await seed.simulate({ tool: seedTool, at })).toMatchInlineSnapshot(`
      {
        "problems": [],
        "problemsInWords": "",
        "steps": [
          {
            "assumptions": [
              "windowAlignment",
            ],
            "at": "2026-11-23T10:00:00.000Z",
            "counters": [
              {
                "key": "tools/ai_invoice_plugins_reload/ai_invoice_plugins_reload_rate",
                "max": 10,
                "resetsAt": "2026-11-23T10:01:00.000Z",
                "value": 1,
                "window": "minute",
              },
            ],
            "decision": "allow",
            "doubt": null,
            "grant": "default",
            "message": null,
            "moreCounters": 0,
            "otherReadings": [],
            "range": {
              "end": {
                "character": 31,
                "line": 4,
              },
              "start": {
                "character": 4,
                "line": 4,
              },
            },
            "reason": {
              "kind": "allowed",
              "listed": true,
            },
            "response": null,
            "responses": [],
            "rule": "",
            "summary": "It is listed, and every check passed. 1 of 10 calls of this minute is used.",
            "trace": [
              {
                "check": "Not hidden",
                "detail": "Its name is not in hide.",
                "outcome": "pass",
                "range": null,
              },
              {
                "check": "Listed, or allowed by default",
                "detail": "It is listed under tools.",
                "outcome": "pass",
                "range": {
                  "end": {
                    "character": 31,
                    "line": 4,
                  },
                  "start": {
                    "character": 4,
                    "line": 4,
                  },
                },
              },
              {
                "check": "limit ai_invoice_plugins_reload_rate: at most 10 calls a minute per grant",
                "detail": "This is call 1 of 10 in this minute.",
                "outcome": "pass",
                "range": {
                  "end": {
                    "character": 9,
                    "line": 11,
                  },
                  "start": {
                    "character": 8,
                    "line": 6,
                  },
                },
              },
            ],
          },
        ],
      }
    `);
  });

  test("answers a denied call with what the agent receives", async () => {
    expect(await seed.simulate({ tool: "delete_everything", at })).toMatchInlineSnapshot(`
      {
        "problems": [],
        "problemsInWords": "",
        "steps": [
          {
            "assumptions": [],
            "at": "2026-11-23T10:00:00.000Z",
            "counters": [],
            "decision": "deny",
            "doubt": null,
            "grant": "default",
            "message": "Tool "delete_everything" is not permitted by policy",
            "moreCounters": 0,
            "otherReadings": [],
            "range": {
              "end": {
                "character": 19,
                "line": 2,
              },
              "start": {
                "character": 2,
                "line": 2,
              },
            },
            "reason": {
              "kind": "default-deny",
            },
            "response": {
              "content": [
                {
                  "text": "[POLICY DENIED] Tool "delete_everything" is not permitted by policy",
                  "type": "text",
                },
              ],
              "isError": true,
            },
            "responses": [
              {
                "era": "modern",
                "result": {
                  "content": [
                    {
                      "text": "[POLICY DENIED] Tool "delete_everything" is not permitted by policy",
                      "type": "text",
                    },
                  ],
                  "isError": true,
                  "resultType": "complete",
                },
              },
              {
                "era": "legacy",
                "result": {
                  "content": [
                    {
                      "text": "[POLICY DENIED] Tool "delete_everything" is not permitted by policy",
                      "type": "text",
                    },
                  ],
                  "isError": true,
                },
              },
            ],
            "rule": "(default deny)",
            "summary": "delete_everything is not listed under tools, and the default is to deny.",
            "trace": [
              {
                "check": "Not hidden",
                "detail": "Its name is not in hide.",
                "outcome": "pass",
                "range": null,
              },
              {
                "check": "Listed, or allowed by default",
                "detail": "It is not listed, and "default" is "deny".",
                "outcome": "fail",
                "range": {
                  "end": {
                    "character": 19,
                    "line": 2,
                  },
                  "start": {
                    "character": 2,
                    "line": 2,
                  },
                },
              },
            ],
          },
        ],
      }
    `);
  });

  test("denies the seed's eleventh call of a minute, by the limit", async () => {
    const calls = Array.from({ length: 11 }, () => ({ tool: seedTool, at }));
    const { steps, problems } = await seed.simulate(...calls);
    expect(problems).toEqual([]);
    expect(steps.map(({ decision }) => decision)).toEqual([...Array(10).fill("allow"), "deny"]);
    const last = steps.at(-1);
    expect(last?.rule).toBe(`/tools/${seedTool}/limits/${seedTool}_rate`);
    expect(last?.reason).toEqual({
      kind: "limit",
      list: "tool",
      counter: `${seedTool}_rate`,
      window: "minute",
      max: 10,
      value: 10,
    });
    expect(textIn(seedPolicy, last?.range ?? rangeOf(seedPolicy, "{"))).toBe(seedLimit.trim());
  });

  test("counts the calls of one request together, and each request anew", async () => {
    const calls = Array.from({ length: 3 }, () => ({ tool: seedTool, at }));
    const used = async () => (await seed.simulate(...calls)).steps.map(({ counters }) => counters[0]?.value);
    expect(await used()).toEqual([1, 2, 3]);
    expect(await used()).toEqual([1, 2, 3]);
  });

  test("counts for each grant by itself", async () => {
    const { steps } = await seed.simulate(
      { tool: seedTool, at },
      { tool: seedTool, at, grant: "other" },
      { tool: seedTool, at },
    );
    expect(steps.map(({ grant, counters }) => [grant, counters[0]?.value])).toEqual([
      ["default", 1],
      ["other", 1],
      ["default", 2],
    ]);
  });

  test("lets a call that names no instant come one second after the one before", async () => {
    const { steps } = await seed.simulate(
      { tool: seedTool, at: "2026-11-23T10:00:58.500Z" },
      { tool: seedTool },
      { tool: seedTool },
      { tool: seedTool, at: "no instant" },
    );
    expect(steps.map((step) => step.at)).toEqual([
      "2026-11-23T10:00:58.500Z",
      "2026-11-23T10:00:59.500Z",
      "2026-11-23T10:01:00.500Z",
      "2026-11-23T10:01:01.500Z",
    ]);
    expect(steps.map(({ counters }) => counters[0]?.value)).toEqual([1, 2, 1, 2]);
  });

  test("lets the first call come at the start of the minute, unless it says otherwise", async () => {
    const before = Date.now();
    const { steps } = await seed.simulate({ tool: seedTool });
    const instant = Date.parse(steps[0]?.at ?? "");
    expect(instant % 60_000).toBe(0);
    expect(instant).toBeGreaterThan(before - 60_000);
    expect(instant).toBeLessThanOrEqual(Date.now());
  });

  test("names the readings of the rules under which a call would fare otherwise", async () => {
    const lastSecond = Array.from({ length: 10 }, () => ({ tool: seedTool, at: "2026-11-23T10:00:59Z" }));
    const { steps } = await seed.simulate(...lastSecond, { tool: seedTool, at: "2026-11-23T10:01:00Z" });
    const last = steps.at(-1);
    expect(last?.decision).toBe("allow");
    expect(last?.assumptions).toEqual(["windowAlignment"]);
    expect(last?.otherReadings).toEqual([{ assumption: "windowAlignment", reading: "sliding", decision: "deny" }]);
  });

  test("decides no calls when there are none", async () => {
    expect(await seed.simulate()).toEqual({ steps: [], problems: [], problemsInWords: "" });
  });

  test("A7: decides nothing by a policy that the gateway would refuse, and says what is wrong with it", async () => {
    const text = seedPolicy.replace('"version": "1",', "");
    const document = await client.open(text);
    const { steps, problems } = await document.simulate({ tool: seedTool, at });
    expect(steps.map(({ decision }) => decision)).toEqual(["unknown"]);
    expect(problems).toEqual(await document.diagnostics());
    expect(problems).not.toEqual([]);
  });

  test("decides by the text as it is, unsaved edits included", async () => {
    const document = await client.open(seedPolicy);
    await document.change({ range: rangeOf(seedPolicy, "10"), text: "1" });
    const { steps } = await document.simulate({ tool: seedTool, at }, { tool: seedTool, at });
    expect(steps.map(({ decision }) => decision)).toEqual(["allow", "deny"]);
  });

  test("keeps arguments as they are, whatever JSON they are", async () => {
    const document = await client.open(
      '{"version": "1", "default": "deny", "tools": {"pay": {"require": [{"conditions": [{"path": "args.amount", "op": "lte", "value": 100}], "on_deny": "Too much."}]}}}',
    );
    const amounts = [{ amount: 100 }, { amount: 101 }, { amount: "5" }, {}, [], "100", null, 100];
    const { steps } = await document.simulate(...amounts.map((given) => ({ tool: "pay", arguments: given, at })));
    expect(steps.map(({ decision, message }) => message ?? decision)).toEqual([
      "allow",
      ...Array(3).fill("Too much."),
      "unknown",
      "unknown",
      "Too much.",
      "unknown",
    ]);
  });

  test("A5: takes the text of arguments, which can hold a number beyond a double", async () => {
    const call = { tool: seedTool, arguments: { amount: null }, argumentsText: '{"amount": 1e400}', at };
    const { steps } = await seed.simulate(call);
    expect(steps[0]?.reason).toEqual({ kind: "not-known", because: { kind: "number-too-large", path: "args.amount" } });
  });

  test("A11: decides no call by a policy of another product, and says what it is", async () => {
    const document = await client.open('{"Version": "2012-10-17", "Statement": []}');
    const { steps, problems } = await document.simulate({ tool: seedTool, at });
    expect(steps).toEqual([]);
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ["foreign-policy", expect.stringMatching(/^This is a policy of AWS IAM/)],
    ]);
  });

  test("names the rule of a requirement", async () => {
    const document = await client.open(
      '{"version": "1", "default": "deny", "tools": {"pay": {"require": [{"conditions": [{"path": "args.amount", "op": "lte", "value": 100}], "on_deny": "Too much."}]}}}',
    );
    const { steps } = await document.simulate({ tool: "pay", at }, { tool: "pay", arguments: { amount: 101 }, at });
    expect(steps[1]?.rule).toBe("/tools/pay/require/args.amount-lte");
  });
});

describe("mcpPolicy/tools", () => {
  test("lists the catalogue's tools, each with all that is known of it", async () => {
    const { tools } = await seed.tools();
    expect(tools).toHaveLength(180);
    expect(tools.find(({ name }) => name === seedTool)).toMatchInlineSnapshot(`
      {
        "category": "Execute",
        "classification": "published",
        "group": "AI invoices",
        "inputSchema": {
          "properties": {
            "plugins_dir": {
              "default": "",
              "description": "Directory to load from; blank uses the default.",
              "type": "string",
            },
          },
          "type": "object",
        },
        "listed": true,
        "name": "ai_invoice_plugins_reload",
        "risk": "High",
        "rule": {
          "limits": [
            {
              "counter": "ai_invoice_plugins_reload_rate",
              "max": 10,
              "scope": "grant",
              "window": "minute",
            },
          ],
        },
        "state": "limited",
        "stateInWords": "allowed, at most 10 calls a minute per grant",
        "summary": "Loads the Python pipeline plugins from a directory again.",
      }
    `);
    const fields = [
      ...["category", "classification", "group", "inputSchema", "listed", "name"],
      ...["risk", "rule", "state", "stateInWords", "summary"],
    ];
    for (const tool of tools) expect(Object.keys(tool).sort()).toEqual(fields);
  });

  test("says of each tool what the policy does with it", async () => {
    const document = await client.open(
      `{"version": "1", "default": "deny", "hide": ["odoo_unlink"], "tools": {"ssh_execute": {"deny_if": [{"conditions": []}]}, "odoo_search": {}}}`,
    );
    const { tools } = await document.tools();
    const stateOf = (wanted: string) => tools.find(({ name }) => name === wanted)?.state;
    expect(["odoo_unlink", "ssh_execute", "odoo_search", seedTool].map(stateOf)).toEqual([
      "hidden",
      "denied",
      "allowed",
      "denied",
    ]);
  });

  test("ends with the tools that only the policy names", async () => {
    const document = await client.open(
      '{"version": "1", "default": "deny", "hide": ["*", "gone"], "tools": {"own": {}}}',
    );
    const { tools } = await document.tools();
    expect(tools).toHaveLength(182);
    expect(tools.slice(-2)).toMatchInlineSnapshot(`
      [
        {
          "category": "Unknown",
          "classification": "unknown",
          "group": "",
          "inputSchema": null,
          "listed": true,
          "name": "own",
          "risk": "Unknown",
          "rule": null,
          "state": "hidden",
          "stateInWords": "hidden, as every tool: "hide" contains "*"",
          "summary": "",
        },
        {
          "category": "Unknown",
          "classification": "unknown",
          "group": "",
          "inputSchema": null,
          "listed": true,
          "name": "gone",
          "risk": "Unknown",
          "rule": null,
          "state": "hidden",
          "stateInWords": "hidden",
          "summary": "",
        },
      ]
    `);
  });
});

describe("mcpPolicy/callTemplate", () => {
  test("starts from the arguments that the tool requires", async () => {
    expect(await seed.callTemplate("ssh_execute")).toEqual({ text: '{\n  "command": ""\n}' });
  });

  test("adds those that the policy checks", async () => {
    const document = await client.open(
      '{"version": "1", "default": "deny", "tools": {"ssh_execute": {"require": [{"conditions": [{"path": "args.port", "op": "eq", "value": 22}]}]}}}',
    );
    expect(await document.callTemplate("ssh_execute")).toEqual({ text: '{\n  "command": "",\n  "port": 22\n}' });
  });

  test("is empty for a tool that nobody knows", async () => {
    expect(await seed.callTemplate("nobody_knows")).toEqual({ text: "{}" });
  });
});

describe("mcpPolicy/checkArguments", () => {
  test("finds nothing wrong with arguments that fit", async () => {
    expect(await seed.checkArguments("ssh_execute", '{"command": "ls"}')).toEqual({
      isJson: true,
      arguments: { command: "ls" },
      problems: [],
    });
  });

  test("says where an argument does not fit", async () => {
    const text = '{"command": 7,\n "prot": 22}';
    const { problems, ...rest } = await seed.checkArguments("ssh_execute", text);
    expect(rest).toEqual({ isJson: true, arguments: { command: 7, prot: 22 } });
    expect(problems.map(({ message, range }) => [range && textIn(text, range), message])).toMatchInlineSnapshot(`
      [
        [
          "7",
          ""command" must be a string, not the number 7.",
        ],
        [
          ""prot"",
          "The tool does not list "prot". Did you mean "port"?",
        ],
      ]
    `);
  });

  test("says where a text is not JSON", async () => {
    expect(await seed.checkArguments("ssh_execute", '{"command": }')).toMatchInlineSnapshot(`
      {
        "arguments": null,
        "isJson": false,
        "problems": [
          {
            "message": "A value is expected here.",
            "range": {
              "end": {
                "character": 13,
                "line": 0,
              },
              "start": {
                "character": 12,
                "line": 0,
              },
            },
          },
        ],
      }
    `);
  });

  test("takes a blank text for no arguments", async () => {
    expect(await seed.checkArguments("odoo_ping", " \n ")).toMatchObject({ isJson: true, arguments: {} });
  });
});

describe("a document that is not open", () => {
  const unknown = { textDocument: { uri: "file:///nowhere/policy.json" } };
  const position = { line: 0, character: 0 };

  test.each<{ method: string; parameters: object; neutral: unknown }>([
    { method: "textDocument/hover", parameters: { position }, neutral: null },
    { method: "textDocument/completion", parameters: { position }, neutral: { isIncomplete: false, items: [] } },
    { method: "textDocument/codeLens", parameters: {}, neutral: [] },
    {
      method: "mcpPolicy/simulate",
      parameters: { calls: [{ tool: seedTool }] },
      neutral: { steps: [], problems: [], problemsInWords: "" },
    },
    { method: "mcpPolicy/tools", parameters: {}, neutral: { tools: [] } },
    { method: "mcpPolicy/callTemplate", parameters: { tool: seedTool }, neutral: { text: "{}" } },
  ])("gets a neutral answer to $method", async ({ method, parameters, neutral }) => {
    expect(await client.sendRequest(method, { ...unknown, ...parameters })).toEqual(neutral);
  });

  test("gets it also after it has been closed", async () => {
    const document = await client.open(seedPolicy);
    await document.close();
    expect(await document.tools()).toEqual({ tools: [] });
    expect(await document.hover({ line: 4, character: 8 })).toBeNull();
  });
});
