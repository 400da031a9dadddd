import type { Node } from "jsonc-parser";
import { describe, expect, it, test } from "vitest";
import type { Member } from "../../../server/src/policy/model/document";
import { parseMember } from "../../../server/src/policy/model/parseMember";
import { soundMember } from "../../../server/src/policy/model/soundMember";
import { isFaultlessTool } from "../../../server/src/policy/problems/faultlessTool";
import { toJson } from "../../../server/src/policy/text/json";
import { splitMembers } from "../../../server/src/policy/text/splitMembers";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { seeded } from "../seeded";

/** The one member of an object, as the parser of policies takes it; undefined where the splitter sees another number. */
function membersIn(source: string) {
  const found = splitMembers(`{${source}}`, 0);
  const [span, ...others] = found?.members ?? [];
  if (span === undefined || others.length > 0 || span.start !== 1 || span.end !== source.length + 1) return undefined;
  return { sound: soundMember(source, span), parsed: parseMember(source, span) };
}

const facts = ({ name, length, problems, key, value }: Member) => ({
  name,
  length,
  problems,
  nodes: key.parent && nodeFacts(key.parent),
  around: key.parent?.parent && { ...key.parent.parent, children: key.parent.parent.children?.length },
  isOneTree: value?.parent === key.parent,
});

/** All that a node is, and that each in it knows where it is. */
const nodeFacts = ({ parent, children, ...node }: Node): object => ({
  ...node,
  parent: parent?.children?.some((child) => child.offset === node.offset),
  children: children?.map((child) => ({ ...nodeFacts(child), isHere: child.parent?.children === children })),
});

describe("a tool whose nodes are made on demand", () => {
  it.each([
    ['"a": {}', true],
    ['"a": { \n }', true],
    ['"a:b": {}', true],
    ['"a": []', false],
    ['"a": "{}"', false],
    ['"a": { "require": [] }', false],
    ['"a": null', false],
  ])("knows without them whether %s is only listed", (source, isEmpty) => {
    expect(membersIn(source)?.sound?.isEmpty).toBe(isEmpty);
  });

  it.each([
    '"a": { "x": 1, "x": 2 }',
    '"a": { "x": { "y": 1, "\\u0079": 2 } }',
    '"a": [{ "x": 1 }, { "x": 1, "x": 1 }]',
    '"a": 9007199254740993',
    '"a": -9007199254740993',
    '"a": 1e400',
    '"a": "\\ud800"',
    '"a": { "\\udc00": 1 }',
    '"a": "\ud800"',
    '"\ud800": {}',
    '"\\u0061": {}',
    '"a\tb": {}',
    '"a": "b\tc"',
    '"a": {"b": 1,}',
    '"a": {/**/}',
    '"a": {}x',
    '"a": {} {}',
    '"a": 01',
    '"a": tru',
    '"a"',
    '"a":',
    `"a": ${"[".repeat(300)}${"]".repeat(300)}`,
  ])("is parsed at once where something may be wrong with its text: %j", (source) => {
    expect(membersIn(source)?.sound).toBeUndefined();
  });

  it.each([
    '"a": {}',
    '"__proto__": { "__proto__": { "a": 1 }, "constructor": 2 }',
    '"": { "": ":" }',
    '"a:b": { "c": "d:\\"e\\": {" }',
    '"a"\n:\t[1, -1, 0.1, 1e5, 9007199254740991, true, null, "é😀", {}]',
    '"a": { "1": 0, "0": { "1": [] } }',
    '"a":{"b":[ ] , "c":[[],{ }],"d":-0,"e":1E-7}',
    '"a": "\\\\"',
    '"a": { "b\\\\": "\\"", "c": "\\\\\\"]", "d": "\\u00e9 \\/", "e": "]}" }',
    '"a": [false, "", " ", "x"]  ',
  ])("has the same parts as one that is parsed at once: %j", (source) => {
    const members = membersIn(source);
    expect(members?.sound && facts(members.sound)).toEqual(members && facts(members.parsed));
    expect(members?.sound?.json).toEqual(members?.parsed.value && structuredClone(toJson(members.parsed.value)));
  });

  test.each([1, 2, 3])("has no problem, and the same parts, whatever is typed (seed %i)", (seed) => {
    const random = seeded(seed);
    const pieces = [
      '"',
      "\\",
      ":",
      ",",
      "{",
      "}",
      "[",
      "]",
      "1",
      "-",
      ".",
      "e9",
      "x",
      "\\u00e9",
      "\\ud83d",
      " ",
      "\n",
      "\t",
      "/",
    ];
    const start = '"tool": { "limits": [{ "max": 10, "x": [true, null, "a\\"b"] }], "y": "z" }';
    let sound = 0;
    for (let round = 0; round < 6_000; round++) {
      let source = start;
      for (let edits = 1 + random(3); edits > 0; edits--) {
        const at = random(source.length + 1);
        source = source.slice(0, at) + (pieces[random(pieces.length)] ?? "") + source.slice(at + random(3));
      }
      const members = membersIn(source);
      if (members?.sound === undefined) continue;
      sound += 1;
      expect(facts(members.sound), source).toEqual(facts(members.parsed));
    }
    expect(sound).toBeGreaterThan(300);
  });

  it("gives the same nodes to all who ask while somebody has one", () => {
    const tool = membersIn('"a": { "limits": [] }')?.sound;
    expect(tool?.value?.parent).toBe(tool?.key.parent);
    expect(tool?.value).toBe(tool?.value);
  });
});

describe("a tool without a fault", () => {
  const rules = [
    "{}",
    '{ "require": [] }',
    '{ "limits": [{ "counter": "a", "window": "minute", "max": 1, "scope": "grant" }] }',
    '{ "limits": [{ "counter": "a", "window": "minute", "max": 0 }] }',
    '{ "deny_if": [{ "conditions": [{ "path": "args.a", "op": "regex", "value": "^a$" }], "on_deny": "no" }] }',
    '{ "deny_if": [{ "conditions": [{ "path": "args.a", "op": "regex", "value": "(" }], "on_deny": "no" }] }',
    '{ "require": [{ "conditions": [{ "path": "args.a", "op": "regex", "value": "\\\\p{Garay}" }], "on_deny": "no" }] }',
    '{ "require": [{ "conditions": [{ "path": "args.a", "op": "like", "value": 1 }] }] }',
    `{ "deny_if": [${Array.from({ length: 260 }, () => '{ "conditions": [] }').join()}] }`,
    '{ "__proto__": 1 }',
    '{ "max": 1 }',
    "[]",
    "null",
    '"deny"',
  ];
  const names = ["a", "", "a b", "a*", "*", "ä", " a", "x".repeat(200), "__proto__", "constructor"];
  test.each(names.flatMap((name) => rules.map((rule) => [name, rule])))(
    "is one without problems: %j: %s",
    (name, rule) => {
      const source = `${JSON.stringify(name)}: ${rule}`;
      const { problems } = snapshotOf(`{ "version": "1", "default": "deny", "tools": { "a_first": {}, ${source} } }`);
      const tool = membersIn(source)?.sound;
      expect(tool && isFaultlessTool(tool)).toBe(problems.length === 0);
    },
  );
});
