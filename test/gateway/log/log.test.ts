import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import type { LoggedCall } from "../../../server/src/gateway/callLog";
import { fileLog } from "../../../server/src/gateway/log/fileLog";
import { logLine } from "../../../server/src/gateway/log/logLine";
import { policySource } from "../../../server/src/gateway/policySource";
import { notRecorded } from "../../../server/src/policy/decide/condition";
import { readGatewayPolicy } from "../../../server/src/service/config/readGatewayPolicy";
import { readRecordedLine } from "../../../server/src/service/simulation/recordedCall";
import { callLine, exchangeBy } from "../decided";

const call: LoggedCall = {
  at: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  grant: "g",
  tool: "read",
  decision: "allow",
  rule: "",
  message: null,
  policy: "sha256:1",
  latencyMs: 0.12345,
  era: "legacy",
  argumentsText: '{"path":"/a","big":9007199254740993}',
  isForwarded: true,
  isRetry: false,
  counters: [],
};
const names = { values: false, redacted: [] };
const values = { values: true, redacted: [] };

const read = (line: string) => readRecordedLine(line)[0];

describe("a line", () => {
  it("has the names of arguments only", () => {
    expect(logLine(call, names)).toBe(
      '{"time":"2026-01-02T03:04:05.006Z","grant":"g","tool":"read","decision":"allow","rule":"","message":null,"policy":"sha256:1","latencyMs":0.123,"era":"legacy","arguments":["path","big"]}',
    );
  });

  it("has the values as they were written, if they are kept", () => {
    expect(logLine(call, values)).toMatch(/,"values":\{"path":"\/a","big":9007199254740993\}\}$/);
  });

  it("is one line, however the arguments are laid out", () => {
    const text = '{\r\n  "path": "a\\nb"\n}';
    const line = logLine({ ...call, argumentsText: text }, values);
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line).values).toEqual({ path: "a\nb" });
  });

  it("says which line of the policy decided, and the counts after it", () => {
    const counter = {
      key: "tools/read/c",
      window: "hour",
      value: 2,
      max: 3,
      resetsAt: Date.UTC(2026, 0, 2, 4),
    } as const;
    expect(JSON.parse(logLine({ ...call, line: 7, counters: [counter] }, names))).toMatchObject({
      line: 7,
      counters: [{ key: "tools/read/c", window: "hour", value: 2, max: 3, resetsAt: "2026-01-02T04:00:00.000Z" }],
    });
    expect(read(logLine({ ...call, line: 7, counters: [counter] }, values))).toMatchObject({
      kind: "call",
      tool: "read",
    });
  });

  it.each([
    [["args.password"], '{"password":"s","b":1}', '{"password":"[redacted]","b":1}', ["args.password"]],
    [
      ["args.a.b", "args.c"],
      '{"a":{"b":{"x":"s"},"d":"/a/"},"c":["s"]}',
      '{"a":{"b":"[redacted]","d":"/a/"},"c":"[redacted]"}',
      ["args.a.b", "args.c"],
    ],
    [["args.a", "args.a.b"], '{"a":{"b":"s"}}', '{"a":"[redacted]"}', ["args.a", "args.a.b"]],
    [
      ["args.list.key"],
      '{"list":[{"key":"s"},{"key":"s","k":1}]}',
      '{"list":[{"key":"[redacted]"},{"key":"[redacted]","k":1}]}',
      ["args.list.key"],
    ],
    [["args.b"], '{"\\u0062":"s"}', '{"\\u0062":"[redacted]"}', ["args.b"]],
    [["args.passWord"], '{"Password":"s","pass":1}', '{"Password":"[redacted]","pass":1}', ["args.passWord"]],
    [["args.gone"], '{"a":1}', '{"a":1}', undefined],
  ])("keeps no redacted values: %j", (redacted, argumentsText, kept, said) => {
    const line = logLine({ ...call, argumentsText }, { values: true, redacted });
    expect(line).toContain(`"values":${kept}}`);
    expect(JSON.parse(line).redacted).toEqual(said);
  });
});

describe("replay and Import… read a line", () => {
  it("with its values", () => {
    expect(read(logLine(call, values))).toMatchObject({
      kind: "call",
      tool: "read",
      grant: "g",
      at: call.at,
      arguments: { path: "/a" },
    });
    expect(read(logLine({ ...call, argumentsText: "{}", isRetry: true }, values))).toMatchObject({
      arguments: {},
      isRetry: true,
    });
  });

  it("without values, or with some that are not kept, as arguments that were not recorded", () => {
    expect(read(logLine(call, names))).toMatchObject({ arguments: notRecorded });
    expect(read(logLine(call, { values: true, redacted: ["args.path"] }))).toMatchObject({ arguments: notRecorded });
    expect(read(logLine({ ...call, argumentsText: undefined }, values))).toMatchObject({ arguments: notRecorded });
  });
});

describe("a log in a file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mcp-policy-log-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = () => join(folder, "calls.jsonl");
  const options = { ...names, sync: false, mostBytes: 1_000_000, keptFiles: 2 };
  const lines = (name: string) => readFileSync(join(folder, name), "utf8").split("\n").length - 1;

  it("is appended to, and for its owner alone", async () => {
    for (const sync of [false, true]) {
      const log = fileLog(path(), { ...options, sync });
      log.write(call);
      expect(lines("calls.jsonl")).toBe(sync ? 2 : 1);
      await log.close();
    }
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("is put aside when it is large, and the oldest is removed", () => {
    const log = fileLog(path(), { ...options, mostBytes: 300 });
    for (let count = 0; count < 7; count++) log.write(call);
    expect(readdirSync(folder).sort()).toEqual(["calls.jsonl", "calls.jsonl.1", "calls.jsonl.2"]);
    expect([lines("calls.jsonl"), lines("calls.jsonl.1"), lines("calls.jsonl.2")]).toEqual([1, 2, 2]);
  });

  it("of two gateways loses no line when one of them, or another program, puts it aside", () => {
    const one = fileLog(path(), { ...options, mostBytes: 300, keptFiles: 9 });
    const two = fileLog(path(), { ...options, mostBytes: 300, keptFiles: 9 });
    for (let count = 0; count < 10; count++) (count % 2 === 0 ? one : two).write(call);
    renameSync(path(), join(folder, "moved"));
    one.write(call);
    two.write(call);
    expect(lines("calls.jsonl")).toBe(2);
    const all = readdirSync(folder).reduce((sum, name) => sum + lines(name), 0);
    expect(all).toBe(12);
  });

  it("has the line of the text that decided, and the counters of calls with limits", async () => {
    const policy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send": {
      "deny_if": [{ "conditions": [{ "path": "args.to", "op": "exists", "value": true }] }],
      "limits": [{ "counter": "c", "window": "hour", "max": 1, "scope": "grant" }]
    }
  }
}`;
    writeFileSync(join(folder, "p.json"), policy);
    const source = policySource(join(folder, "p.json"), {
      read: async (text) => readGatewayPolicy(text, undefined),
      keepsLastGood: false,
      denies: true,
      note: () => {},
    });
    const log = fileLog(path(), options);
    const { send } = exchangeBy({}, { current: () => source.current(), log });
    for (const to of [{ to: "a" }, {}, {}]) await send(callLine("send", to));
    await send(callLine("other"));
    await log.close();
    const facts = readFileSync(path(), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(facts.map(({ decision, line }) => [decision, line])).toEqual([
      ["deny", 6],
      ["allow", 5],
      ["deny", 7],
      ["deny", 3],
    ]);
    expect(
      facts.map(({ counters }) => counters?.map(({ value, max }: { value: number; max: number }) => [value, max])),
    ).toEqual([[[0, 1]], [[1, 1]], [[1, 1]], undefined]);
  });

  test("that cannot be opened says why", () => {
    expect(() => fileLog(folder, options)).toThrow(/is a folder, not a file\.$/);
    const missing = join(folder, "missing");
    expect(() => fileLog(join(missing, "calls.jsonl"), options)).toThrow(`There is no folder ${missing} for the log.`);
    expect(() => fileLog("", options)).toThrow("An empty name is not a file.");
  });
});
