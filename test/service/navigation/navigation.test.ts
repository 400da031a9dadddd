/** Moving around: names, where they stand and what they are renamed to; folding, selections, links. */
import { beforeAll, describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { definition } from "../../../server/src/service/navigation/definition";
import { documentLinks } from "../../../server/src/service/navigation/documentLinks";
import { highlights } from "../../../server/src/service/navigation/highlights";
import { policyMentions } from "../../../server/src/service/navigation/mentions";
import { nameAt } from "../../../server/src/service/navigation/names";
import { references } from "../../../server/src/service/navigation/references";
import { prepareRename, rename } from "../../../server/src/service/navigation/rename";
import { selectionRanges } from "../../../server/src/service/navigation/selectionRanges";
import { listedTools, workspaceSymbols } from "../../../server/src/service/navigation/workspaceSymbols";
import { folding } from "../../../server/src/service/reading/folding";
import { readSettings } from "../../../server/src/service/settings";
import { type Snapshot, snapshotOf } from "../../../server/src/service/snapshot";

const policy = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink", "odoo_write"],
  "all_tools": { "limits": [{ "counter": "shared", "window": "day", "max": 9, "scope": "grant" }] },
  "tools": {
    "odoo_write": {
      "limits": [
        { "counter": "shared", "window": "minute", "max": 3, "scope": "grant" },
        { "counter": "other", "window": "hour", "max": 30, "scope": "grant" },
        { "counter": "shared", "window": "day", "max": 60, "scope": "grant" }
      ]
    },
    "odoo_read": {}
  }
}`;

/** The policy, and the place behind the first letters of the n-th occurrence of a text. */
function at(word: string, occurrence = 1, text = policy): { snapshot: Snapshot; offset: number } {
  let offset = -1;
  for (let found = 0; found < occurrence; found++) offset = text.indexOf(word, offset + 1);
  expect(offset, word).toBeGreaterThanOrEqual(0);
  return { snapshot: snapshotOf(text, "file:///one/policy.json"), offset: offset + 2 };
}

const lineOf = ({ range }: { range: { start: { line: number } } }) => range.start.line;

describe("a name", () => {
  it("is highlighted wherever it stands: a tool under tools and in hide", () => {
    const { snapshot, offset } = at("odoo_write");
    expect(highlights(snapshot, offset).map(({ range, kind }) => [range.start.line, kind])).toEqual([
      [3, 2],
      [6, 3],
    ]);
  });

  it("of a counter belongs to its owner", () => {
    const own = at("shared", 2);
    expect(highlights(own.snapshot, own.offset).map(lineOf)).toEqual([8, 10]);
    const overAll = at("shared", 1);
    expect(highlights(overAll.snapshot, overAll.offset).map(lineOf)).toEqual([4]);
  });

  it("is nothing else: no value, no field, no wildcard", () => {
    for (const word of ["deny", "version", "window", "minute"]) {
      const { snapshot, offset } = at(word);
      expect(highlights(snapshot, offset), word).toEqual([]);
      expect(definition(snapshot, offset), word).toBeNull();
      expect(prepareRename(snapshot, offset), word).toBeNull();
    }
  });

  it("in hide leads to the rules, and the rules to hide", () => {
    const hidden = at("odoo_write", 1);
    expect(definition(hidden.snapshot, hidden.offset)?.range.start.line).toBe(6);
    const listed = at("odoo_write", 2);
    expect(definition(listed.snapshot, listed.offset)?.range.start.line).toBe(3);
    const counter = at("shared", 3);
    expect(definition(counter.snapshot, counter.offset)?.range.start.line).toBe(8);
  });

  it("is found in all policies, if it is a tool's", () => {
    const other = snapshotOf('{ "hide": ["odoo_write"], "tools": { "shared": {} } }', "file:///two/policy.json");
    const tool = at("odoo_write");
    const files = [tool.snapshot, other].map((each) => policyMentions(each, ["odoo_write"], 1));
    const found = references(tool.snapshot, tool.offset, files, { includeDeclaration: true });
    expect(found.map(({ uri, range }) => `${uri} ${range.start.line}`)).toEqual([
      "file:///one/policy.json 3",
      "file:///one/policy.json 6",
      "file:///two/policy.json 0",
    ]);
    expect(references(tool.snapshot, tool.offset, files, { includeDeclaration: false })).toHaveLength(2);
    const counter = at("shared", 2);
    expect(references(counter.snapshot, counter.offset, files, { includeDeclaration: true })).toHaveLength(2);
  });
});

describe("a rename", () => {
  const renamed = (word: string, occurrence: number, name: string, text = policy, others: Snapshot[] = []) => {
    const { snapshot, offset } = at(word, occurrence, text);
    const names = [nameAt(snapshot, offset)?.is.name ?? "", name];
    const files = [snapshot, ...others].map((each) => policyMentions(each, names, each.version));
    const result = rename(snapshot, offset, name, files);
    if ("refused" in result) return result.refused;
    return [snapshot, ...others].map((each) =>
      TextDocument.applyEdits(each.textDocument, result.files.find(({ uri }) => uri === each.uri)?.edits ?? []),
    );
  };

  it("starts with the name without its quotes", () => {
    const { snapshot, offset } = at("odoo_write");
    expect(prepareRename(snapshot, offset)).toEqual({
      range: { start: { line: 3, character: 27 }, end: { line: 3, character: 37 } },
      placeholder: "odoo_write",
    });
  });

  it("of a tool changes all policies, and no counter", () => {
    const other = snapshotOf('{ "hide": ["odoo_write"] }', "file:///two/policy.json");
    expect(renamed("odoo_write", 2, 'say "hi"', policy, [other])).toEqual([
      policy.replaceAll('"odoo_write"', '"say \\"hi\\""'),
      '{ "hide": ["say \\"hi\\""] }',
    ]);
  });

  it("of a counter changes its owner's limits alone", () => {
    const [text = ""] = renamed("shared", 2, "mine");
    const read = JSON.parse(text);
    expect(read.tools.odoo_write.limits.map(({ counter }: { counter: string }) => counter)).toEqual([
      "mine",
      "other",
      "mine",
    ]);
    expect(read.all_tools.limits[0].counter).toBe("shared");
  });

  it("to the same name changes nothing", () => expect(renamed("odoo_write", 1, "odoo_write")).toEqual([policy]));

  it.each([
    [
      "odoo_write",
      1,
      "odoo_read",
      '"odoo_read" is named in policy.json already. Two tools with one name would lose the rules of one of them.',
    ],
    ["odoo_write", 1, " ", "A tool needs a name."],
    ["odoo_write", 1, "*", '"*" means all tools, so no tool can have this name.'],
    ["shared", 2, "", "A counter needs a name."],
    ["shared", 2, "other", 'There is a counter "other" already. With one name, the two would share one count.'],
    ["deny", 1, "x", "Only the names of tools and of counters can be renamed."],
  ])("of %s (%d) to %j is refused with a sentence", (word, occurrence, name, sentence) => {
    expect(renamed(word, occurrence, name)).toBe(sentence);
  });

  it("works on a half-typed text", () => {
    const text = '{ "hide": ["pay"], "tools": { "pay": { "limits": [ ], ';
    expect(renamed("pay", 1, "refund", text)).toEqual([text.replaceAll("pay", "refund")]);
  });
});

describe("folding", () => {
  it("says what is folded", () => {
    expect(folding(snapshotOf(policy)).map((range) => [range.startLine, range.endLine, range.collapsedText])).toEqual([
      [0, 14, undefined],
      [5, 13, "2 tools"],
      [6, 11, "hidden"],
      [7, 10, undefined],
    ]);
  });
});

describe("a growing selection", () => {
  it("goes from the word to the whole policy, each step around the one before", () => {
    const { snapshot, offset } = at("minute");
    let range = selectionRanges(snapshot, [snapshot.textDocument.positionAt(offset)])[0];
    const texts: string[] = [];
    for (; range !== undefined; range = range.parent) texts.push(snapshot.textDocument.getText(range.range));
    expect(texts.slice(0, 4)).toEqual([
      "minute",
      '"minute"',
      '"window": "minute"',
      ' "counter": "shared", "window": "minute", "max": 3, "scope": "grant" ',
    ]);
    expect(texts.at(-1)).toBe(policy);
    for (const [index, text] of texts.slice(1).entries()) expect(text).toContain(texts[index]);
  });

  it("is the whole text where there is nothing", () => {
    const snapshot = snapshotOf("  ");
    expect(selectionRanges(snapshot, [{ line: 0, character: 1 }])).toEqual([
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 2 } } },
    ]);
  });
});

describe("links", () => {
  let world: Environment;
  beforeAll(async () => {
    const settings = readSettings({ documentLinks: { enable: true } });
    world = { ...bareEnvironment, catalogue: await odooCatalogue(), settings };
  });

  it("lead from known names to the registry, by https alone", async () => {
    const snapshot = snapshotOf(policy);
    const links = documentLinks(snapshot, world);
    expect(links.map(({ range }) => snapshot.textDocument.getText(range))).toEqual([
      "odoo_write",
      "odoo_read",
      "odoo_unlink",
      "odoo_write",
    ]);
    for (const { target } of links) expect(target).toMatch(/^https:\/\//);
    const known = world.catalogue.find("odoo_read");
    const hostile = (source: string) => ({ ...world.catalogue, find: () => known && { ...known, source } });
    for (const source of ["http://a.b", "javascript:alert(1)", "command:x", "file:///etc/passwd", "no address"])
      expect(documentLinks(snapshot, { ...world, catalogue: hostile(source) }), source).toEqual([]);
  });

  it.each([
    ["E19: there are none by default, since VS Code underlines them all the time", {}, 0],
    ["can be turned off", { documentLinks: { enable: false } }, 0],
    ["are part of everything that there is", { annotations: "all" }, 4],
  ])("%s", (_, section, count) => {
    expect(documentLinks(snapshotOf(policy), { ...world, settings: readSettings(section) })).toHaveLength(count);
  });
});

describe("symbols of the workspace", () => {
  it("are the tools whose names hold the letters in this order", () => {
    const policies = [
      snapshotOf(policy),
      snapshotOf('{ "tools": { "write_all": {}, "": {} } }', "file:///x.policy.json"),
    ];
    const named = (query: string) =>
      policies
        .flatMap((each) => workspaceSymbols(each.uri, listedTools(each), query))
        .map(({ name, containerName }) => `${containerName}: ${name}`);
    expect(named("")).toEqual(["policy.json: odoo_write", "policy.json: odoo_read", "x.policy.json: write_all"]);
    expect(named("WRT")).toEqual(["policy.json: odoo_write", "x.policy.json: write_all"]);
    expect(named("zz")).toEqual([]);
  });
});

it("someone else's policy has none of this", () => {
  const foreign = snapshotOf(
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }], "x": {} }',
  );
  expect(foreign.foreign).toBeDefined();
  expect([folding(foreign), highlights(foreign, 55), documentLinks(foreign, bareEnvironment)]).toEqual([[], [], []]);
  expect(listedTools(foreign)).toEqual([]);
});
