import { describe, expect, it } from "vitest";
import { parseCommandTarget } from "../../../client/src/shared/commandTarget";
import { pageHtml } from "../../../client/src/shared/pageHtml";
import { toolDescription, toolSections, typedTool } from "../../../client/src/simulator/host/toolSections";
import { nextInstant, type RecordedCall } from "../../../client/src/simulator/state/callHistory";
import { parseHostMessage, parsePageMessage, type TimeStep } from "../../../client/src/simulator/state/messages";
import { noticeFor } from "../../../client/src/simulator/state/notices";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import type { ToolEntry } from "../../../server/src/protocol/tools";

const tool = (name: string, more: Partial<ToolEntry> = {}): ToolEntry => ({
  name,
  summary: "",
  category: "Execute",
  risk: "High",
  classification: "derived",
  group: "SSH",
  inputSchema: null,
  listed: false,
  state: "denied",
  stateInWords: "denied",
  rule: null,
  ...more,
});

describe("nextInstant", () => {
  const now = Date.parse("2026-05-06T14:32:41.500Z");
  const made = (at: string): RecordedCall => ({ tool: "t", grant: "default", at, firstDecision: null });

  it("starts with the current UTC minute", () => {
    expect(nextInstant([], "second", now)).toBe("2026-05-06T14:32:00.000Z");
  });

  it.each<[TimeStep, string]>([
    ["second", "2026-05-06T23:59:31.000Z"],
    ["minute", "2026-05-07T00:00:30.000Z"],
    ["hour", "2026-05-07T00:59:30.000Z"],
    ["day", "2026-05-07T23:59:30.000Z"],
  ])("goes on a %s later", (step, expected) => {
    expect(nextInstant([made("2026-05-06T23:59:30.000Z")], step, now)).toBe(expected);
  });
});

describe("parseCommandTarget", () => {
  it.each([
    [
      { uri: "file:///p.json", tool: "t" },
      { uri: "file:///p.json", tool: "t" },
    ],
    [
      { uri: "file:///p.json", tool: "t", arguments: { path: "/a" } },
      { uri: "file:///p.json", tool: "t", text: '{\n  "path": "/a"\n}' },
    ],
    [
      { uri: "file:///p.json", tool: "t", arguments: "x" },
      { uri: "file:///p.json", tool: "t" },
    ],
    [
      { uri: "file:///p.json", tool: "" },
      { uri: "file:///p.json", tool: undefined },
    ],
    [
      { uri: "file:///p.json", tool: 7 },
      { uri: "file:///p.json", tool: undefined },
    ],
    [{ tool: "t" }, { uri: undefined, tool: undefined }],
    [undefined, { uri: undefined, tool: undefined }],
    ["file:///p.json", { uri: undefined, tool: undefined }],
  ])("reads %j", (argument, expected) => {
    expect(parseCommandTarget(argument)).toEqual(expected);
  });

  it("reads the Uri that a menu passes", () => {
    const uri = { scheme: "file", path: "/p.json", toString: () => "file:///p.json" };
    expect(parseCommandTarget(uri)).toEqual({ uri: "file:///p.json", tool: undefined });
  });
});

describe("the list of tools", () => {
  it("puts the policy's tools first, then the groups", () => {
    const sections = toolSections([
      tool("a", { group: "Files" }),
      tool("b"),
      tool("c", { listed: true }),
      tool("d", { group: "" }),
    ]);
    expect(sections.map(({ title, tools }) => [title, ...tools.map(({ name }) => name)])).toEqual([
      ["Tools of this policy", "c"],
      ["Files", "a"],
      ["SSH", "b"],
      ["Other tools", "d"],
    ]);
  });

  it("describes risk, category and state in words", () => {
    expect(toolDescription(tool("a", { stateInWords: "allowed, at most 10 calls a minute per grant" }))).toBe(
      "High · Execute · allowed, at most 10 calls a minute per grant",
    );
    expect(toolDescription(tool("a", { risk: "Unknown", category: "Unknown" }))).toBe("Unknown risk · denied");
  });

  it("offers a typed name that no tool has", () => {
    expect(typedTool(" x ", [tool("a")])).toBe("x");
    expect(typedTool("a", [tool("a")])).toBeNull();
    expect(typedTool("A", [tool("a")])).toBe("A");
    expect(typedTool("  ", [])).toBeNull();
  });

  it("shows no icons that a name asks for", () => {
    expect(labelText("$(trash) a $(sync~spin)")).toBe("$\u2060(trash) a $\u2060(sync~spin)");
    expect(labelText("costs $5 (net)")).toBe("costs $5 (net)");
    expect(labelText("\u202egnp.exe\n$(zap)")).toBe("\\u202egnp.exe $\u2060(zap)");
  });
});

describe("messages", () => {
  it.each([
    { type: "ready" },
    { type: "call", text: "{}" },
    { type: "edit-grant", grant: "" },
    { type: "choose-time-step", timeStep: "day" },
    { type: "select-call", index: 0 },
    { type: "select-check", index: null },
    { type: "edit-times", times: 3 },
    { type: "edit-instant", instant: "" },
    { type: "recent-calls" },
    { type: "import-calls" },
    { type: "save-as-test" },
    { type: "remove-call", index: 2 },
    { type: "move-call", index: 2, by: -1 },
    { type: "want-changes", wanted: false },
    { type: "compare-change", index: 0 },
    { type: "apply-change", index: 0 },
  ])("lets %j of the page through", (message) => {
    expect(parsePageMessage({ ...message, extra: 1 })).toEqual(message);
  });

  it.each([
    null,
    "ready",
    { type: "eval", text: "1" },
    { type: "call" },
    { type: "call", text: 1 },
    { type: "choose-time-step", timeStep: "year" },
    { type: "select-call", index: -1 },
    { type: "select-call", index: 0.5 },
    { type: "select-check", index: "0" },
    { type: "edit-times", times: 0 },
    { type: "edit-times", times: "3" },
    { type: "edit-instant", instant: 3 },
    { type: "move-call", index: 1, by: 2 },
    { type: "move-call", index: -1, by: 1 },
    { type: "remove-call" },
    { type: "want-changes", wanted: 1 },
    { type: "apply-change", index: "0" },
    { type: "constructor" },
    { type: "call", text: " ".repeat(1_000_001) },
    { type: "edit-arguments", text: " ".repeat(1_000_001) },
    { type: "edit-grant", grant: "g".repeat(4_001) },
    { type: "edit-instant", instant: "1".repeat(4_001) },
    { type: "select-call", index: 1_000_000 },
    { type: "edit-times", times: 1e15 },
  ])("ignores %j of the page", (message) => {
    expect(parsePageMessage(message)).toBeUndefined();
  });

  it("lets what is to be kept through to the page, whatever it is", () => {
    expect(parseHostMessage({ type: "keep", simulation: [1], more: 2 })).toEqual({ type: "keep", simulation: [1] });
  });

  it.each([undefined, { type: "state" }, { type: "state", state: {} }, { type: "reload" }])(
    "ignores %j of the host",
    (message) => {
      expect(parseHostMessage(message)).toBeUndefined();
    },
  );
});

describe("notices", () => {
  it("says the most urgent thing only", () => {
    expect(noticeFor("policy.json", "closed", "failed", 500)?.action).toBe("open-policy");
    expect(noticeFor("policy.json", "open", "failed", 500)?.action).toBe("retry");
    expect(noticeFor("policy.json", "open", "answering", 500)?.text).toContain("Reset");
    expect(noticeFor("policy.json", "open", "answering", 499)).toBeNull();
  });
});

describe("the page", () => {
  it("may run its own script only, and has no inline code", () => {
    const html = pageHtml({
      title: "Simulate",
      script: "s.js",
      stylesheet: "s.css",
      cspSource: "https://x",
      nonce: "n0",
      words: { language: "de", bundle: JSON.stringify({ '"<b>': "&" }) },
    });
    expect(html).toContain(`<meta name="words" content="{&quot;\\&quot;&lt;b>&quot;:&quot;&amp;&quot;}">`);
    expect(html).toContain(`content="default-src 'none'; script-src 'nonce-n0'; style-src https://x"`);
    expect(html).not.toContain("unsafe");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script type="module" nonce="n0" src="s.js"></script>');
  });
});
