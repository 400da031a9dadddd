/** A10: every form in which a call is recorded, and what absent arguments mean in each. */
import { describe, expect, it } from "vitest";
import { notRecorded } from "../../../server/src/policy/decide/condition";
import { readCalls } from "../../../server/src/service/simulation/readCalls";
import { readRecordedLine } from "../../../server/src/service/simulation/recordedCall";

const meta = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };
const request = (params: object) => ({ jsonrpc: "2.0", id: 1, method: "tools/call", params });

describe("A10: a line of a log", () => {
  it.each([
    ["params alone", { name: "t" }, {}],
    ["params with an instant", { name: "t", at: "2026-01-01", grant: "g" }, {}],
    ["params of the modern era", { name: "t", _meta: meta, arguments: { a: 1 } }, { a: 1 }],
    ["params in an object", { params: { name: "t" }, timestamp: 0 }, {}],
    ["a request without arguments", request({ name: "t" }), {}],
    ["a request with null", request({ name: "t", arguments: null }), {}],
    ["a request with an array", request({ name: "t", arguments: [1] }), [1]],
    ["a log of decisions", { tool: "t", decision: "deny", rule: "(hidden)" }, notRecorded],
    ["a log of decisions with names", { name: "t", decision: "allow", arguments: ["a"] }, notRecorded],
    ["a log of argument names", { tool: "t", argument_names: ["a"] }, notRecorded],
    ["a log of decisions with arguments", { tool: "t", decision: "allow", arguments: { a: 1 } }, { a: 1 }],
  ])("%s", (_, line, args) => {
    const [read] = readRecordedLine(JSON.stringify(line));
    expect(read).toMatchObject({ kind: "call", tool: "t", isRetry: false });
    expect(read?.kind === "call" && read.arguments).toEqual(args);
  });

  it.each([{ inputResponses: { q: { action: "accept" } } }, { requestState: "s" }])("%j makes it a retry", (retry) => {
    expect(readRecordedLine(JSON.stringify(request({ name: "t", ...retry })))).toMatchObject([{ isRetry: true }]);
  });

  it("a batch is its messages", () => {
    const batch = [request({ name: "a" }), { jsonrpc: "2.0", id: 1, result: {} }, request({ name: "b" }), 5];
    expect(
      readRecordedLine(JSON.stringify(batch)).map((each) => (each.kind === "call" ? each.tool : each.kind)),
    ).toEqual(["a", "other", "b", "unreadable"]);
  });

  it.each([
    ['{"name": "t", "arguments": {"a": 1, "a": 2}}', ["duplicate-key"]],
    ['{"name": "t", "arguments": {"a": 1e400}}', ["number-too-large"]],
    ['{"name": "t", "arguments": {"a": 9007199254740993}}', ["number-rounded"]],
    ['{"name": "t",  "arguments": {"a": 1.50, "b": "\\u00e9"}}', []],
  ])("A5: %s", (line, notes) => {
    expect(readRecordedLine(line)).toMatchObject([{ kind: "call", notes }]);
  });
});

describe("A5: an imported log", () => {
  it("says what its lines lose, and keeps a number beyond a double as text", () => {
    const log = ['{"name": "t", "arguments": {"a": 1, "a": 2}}', '{"name": "t", "arguments": {"a": [-1e400]}}'].join(
      "\n",
    );
    const { calls, notes } = readCalls(log, 9);
    expect(notes).toEqual([
      "1 line has a key twice: the last one counts (first in line 1)",
      "1 line has a number too large for a double: the decision is not known (first in line 2)",
    ]);
    expect(calls).toMatchObject([{ arguments: { a: 2 } }, { argumentsText: '{"a":[-1e400]}' }]);
  });

  it("may be one message that is laid out on several lines", () => {
    const { calls, unreadable } = readCalls(JSON.stringify(request({ name: "t" }), null, 2), 9);
    expect({ calls, unreadable }).toEqual({ calls: [{ tool: "t", arguments: {} }], unreadable: 0 });
  });
});
