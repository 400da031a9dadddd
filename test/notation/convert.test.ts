/** YAML as JSON: what is kept, what is refused with a sentence, and what a converted policy decides. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { policyInJson } from "../../server/src/notation/policyInJson";
import { yamlToJson } from "../../server/src/notation/yamlToJson";
import { decideSequence } from "../../server/src/policy/decide/decideSequence";
import { fixedText } from "../../server/src/service/actions/fixedText";
import { yamlActions } from "../../server/src/service/actions/yamlActions";
import type { Environment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { decideOld } from "../rules/dialect/oldEngine";
import { oldCalls, oldPolicies } from "../rules/dialect/oldPolicies";
import { problemOf, reviewOf, worldWith } from "../rules/ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

const converted = async (yaml: string): Promise<unknown> => {
  const answer = await yamlToJson(yaml);
  return "problem" in answer ? answer.problem : JSON.parse(answer.json);
};

describe("YAML as JSON", () => {
  it("keeps names, digits and the order of keys", async () => {
    const answer = await yamlToJson('version: 1\ntools:\n  "2": {}\n  "1": {}\n  x: {max: 12345678901234567890}\n');
    expect(answer).toEqual({
      json: '{\n  "version": "1",\n  "tools": {\n    "2": {},\n    "1": {},\n    "x": {\n      "max": 12345678901234567890\n    }\n  }\n}\n',
      comments: 0,
    });
  });
  it("counts the comments that are lost", async () => {
    expect(await yamlToJson('# one\ntools: # two\n  a: "# none"\n')).toMatchObject({ comments: 2 });
  });
  it("reads anchors and merge keys, as the engine's library does", async () => {
    expect(await converted("base: &b {rules: []}\ntools:\n  a: *b\n  c: {<<: *b, name: x}\n")).toEqual({
      base: { rules: [] },
      tools: { a: { rules: [] }, c: { rules: [], name: "x" } },
    });
  });
  it("takes __proto__ for a name", async () => {
    const answer = await yamlToJson("tools:\n  __proto__: {rules: []}\n");
    expect("json" in answer && answer.json).toContain('"__proto__": {');
  });
  it.each([
    ["duplicate keys", "tools:\n  a: {}\n  a: {}\n", /twice/],
    ["several documents", "tools: {}\n---\ntools: {}\n", /several/],
    ["a tag of its own", "tools: !mine {}\n", /tag/i],
    ["a list", "- tools\n", /mapping/],
    ["a number that JSON lacks", "tools: .inf\n", /cannot represent/],
    ["a tab as indentation", "tools:\n\ta: {}\n", /[Tt]ab/],
    ["nothing", "", /no YAML|mapping/],
    ["a map as a key", "? {a: b}\n: c\n", /cannot represent/],
    ["deep nesting", `tools: ${"[".repeat(5_000)}`, /./],
  ])("refuses %s with a sentence", async (_, yaml, words) => {
    const answer = await yamlToJson(yaml);
    expect("problem" in answer ? answer.problem : "").toMatch(words);
    expect("problem" in answer ? answer.problem : "").toMatch(/^[A-Z].*\.$/);
  });
  it("does not let a small text stand for a large one", async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `a${n}: &a${n} [${
          n === 0
            ? "x"
            : Array(9)
                .fill(`*a${n - 1}`)
                .join(", ")
        }]`,
    );
    const answer = await yamlToJson(`${levels.join("\n")}\ntools: {}\n`);
    expect("problem" in answer ? answer.problem : "").toMatch(/cannot/);
  });
});

describe("a policy in YAML", () => {
  it("becomes a policy of this dialect", async () => {
    const yaml =
      "# Mine\nversion: '1'\ndescription: x\ndefault: deny\ntools:\n  a_tool:\n    rules:\n      - name: cap\n        rate_limit: 5/hour\n";
    const { text } = await fixedText(yaml, world);
    expect(JSON.parse(text)).toEqual({
      version: "1",
      default: "deny",
      tools: { a_tool: { limits: [{ counter: "a_tool_rate", window: "hour", max: 5, scope: "grant" }] } },
    });
  });
  it("in a Markdown block with words around it, too", async () => {
    const { text } = await fixedText("Try this:\n```yaml\nversion: '1'\ndefault: deny\ntools: {}\n```\nDone.\n", world);
    expect(JSON.parse(text)).toEqual({ version: "1", default: "deny", tools: {} });
  });
  it("is wrapped when it is a block of tools", async () => {
    const { text } = await fixedText("a_tool:\n  action: deny\n  message: Not by agents.\n", world);
    expect(JSON.parse(text)).toEqual({
      version: "1",
      default: "deny",
      tools: { a_tool: { deny_if: [{ conditions: [], on_deny: "Not by agents." }] } },
    });
  });
  it("keeps the line ends of the file", async () => {
    const { text } = await fixedText(
      "version: '1'\r\ndefault: deny\r\ntools:\r\n  a_tool:\r\n    action: deny\r\n",
      world,
    );
    expect(text).toMatch(/^(?:[^\r\n]*\r\n)+$/);
    expect(JSON.parse(text)).toMatchObject({ tools: { a_tool: { deny_if: [{ conditions: [] }] } } });
  });
  it("without a default keeps that for a person to choose", async () => {
    const { text } = await fixedText("version: '1'\ntools:\n  a_tool:\n    rules: []\n", world);
    expect(JSON.parse(text)).toEqual({ version: "1", tools: { a_tool: { rules: [] } } });
  });
  it("decides as the engine did, as a scaffold without a warning", async () => {
    for (const [policy, calls] of fc.sample(fc.tuple(oldPolicies, oldCalls), { numRuns: 20, seed: 7 })) {
      const { text } = await fixedText(`# Generated\n${stringify(policy)}`, world);
      const given = calls.map((call) => ({ ...call, arguments: call.arguments as never, grant: "one" }));
      const decided = decideSequence(snapshotOf(text).policy, given, { trace: false });
      expect(
        decided.map(({ outcome }) => outcome === "allow"),
        text,
      ).toEqual(decideOld(policy, calls));
    }
    const tools = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`tool_${n}`, { rules: [] }]));
    const scaffold = stringify({ version: "1", description: "An example", default: "allow", tools });
    const { text } = await fixedText(scaffold, world);
    const said = reviewOf(text, world).items.map(problemOf);
    expect(said.filter(({ severity }) => severity === "error" || severity === "warning")).toEqual([]);
  });
});

describe("the lightbulb", () => {
  it("converts YAML, and says that comments go", async () => {
    const snapshot = snapshotOf("# x\nversion: '1'\ndefault: deny\ntools: {}\n");
    const [action, ...others] = (await yamlActions(snapshot, world, undefined)) ?? [];
    expect(others).toEqual([]);
    expect(action?.title).toBe("Convert the YAML to JSON, without its comments");
    expect(action?.edit?.changes?.[snapshot.uri]?.[0]?.newText).toBe(
      '{\n  "version": "1",\n  "default": "deny",\n  "tools": {}\n}\n',
    );
  });
  it("says why it cannot", async () => {
    const [action] = (await yamlActions(snapshotOf("tools:\n  a: {}\n  a: {}\n"), world, undefined)) ?? [];
    expect(action?.edit).toBeUndefined();
    expect(action?.disabled?.reason).toBe("The YAML cannot be read in line 3: A key is written twice.");
  });
  it("is silent about JSON", async () => {
    expect(await yamlActions(snapshotOf("{ 'a': 1 }"), world, undefined)).toBeUndefined();
    expect(await policyInJson('{ "version": "1" }')).toBeUndefined();
  });
});
