import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver-types";
import { formatOnType, formatPolicy } from "../../../server/src/service/actions/formatting";
import { bareEnvironment } from "../../../server/src/service/environment";
import { readSettings } from "../../../server/src/service/settings";
import { snapshotOf } from "../../../server/src/service/snapshot";

const options = { tabSize: 2, insertSpaces: true };

function formatted(text: string, editor: typeof options = options, range?: Range): string {
  const snapshot = snapshotOf(text);
  return TextDocument.applyEdits(snapshot.textDocument, formatPolicy(snapshot, bareEnvironment, editor, range));
}

const oneLine = '{"version":"1","default":"deny","tools":{"b":{},"a":{"limits":[]}}}';

const laidOut = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "b": {},
    "a": {
      "limits": []
    }
  }
}`;

describe("formatting", () => {
  it("gives each field its line, in the author's order", () => expect(formatted(oneLine)).toBe(laidOut));
  it("indents as the editor does", () => {
    expect(formatted(oneLine, { tabSize: 4, insertSpaces: false })).toBe(
      laidOut.replace(/^( {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2)),
    );
  });
  it("keeps the line ends of the text", () => {
    const crlf = '{\r\n"version":"1"}';
    expect(formatted(crlf)).toBe('{\r\n  "version": "1"\r\n}');
  });
  it("changes nothing that is laid out already", () => {
    const snapshot = snapshotOf(laidOut);
    expect(formatPolicy(snapshot, bareEnvironment, options)).toEqual([]);
  });
  it("leaves lines outside of the range alone", () => {
    const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
    expect(formatted('{\n"version":"1",\n"default":"deny"\n}', options, range)).toBe(
      '{\n"version":"1",\n  "default": "deny"\n}',
    );
  });
  it("lays out a line when its bracket is typed", () => {
    const snapshot = snapshotOf('{\n  "tools": {\n "a":{}\n  }\n}');
    const edits = formatOnType(snapshot, bareEnvironment, options, 2);
    expect(TextDocument.applyEdits(snapshot.textDocument, edits)).toBe('{\n  "tools": {\n    "a": {}\n  }\n}');
  });
  it.each([
    '{ "version": "1" "default": 1 }',
    '{ "a',
    "[".repeat(400),
    "",
    "  ",
    '{ "Version": "2012-10-17", "Statement": [] }',
  ])("stays away from %.40j", (text) => expect(formatted(text)).toBe(text));
  it("can be turned off", () => {
    const settings = readSettings({ format: { enable: false } });
    expect(formatPolicy(snapshotOf(oneLine), { ...bareEnvironment, settings }, options)).toEqual([]);
  });
  it("keeps every value, and has nothing to do the second time", () => {
    const layouts = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.replaceAll(",", " ,\n\t"),
      (text: string) => text.replaceAll("{", "{  "),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), layouts, fc.boolean(), (value, layout, insertSpaces) => {
        // Layouts are put around the policy alone, so that no text is changed.
        const text = layout('{"version":"1","default":"deny","x":').concat(JSON.stringify(value), "}");
        const once = formatted(text, { tabSize: 2, insertSpaces });
        expect(JSON.parse(once)).toEqual(JSON.parse(text));
        expect(formatted(once, { tabSize: 2, insertSpaces })).toBe(once);
      }),
      { numRuns: 200, seed: 20261124 },
    );
  });
});
