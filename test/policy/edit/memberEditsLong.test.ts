/** A fix in a long tool reads the part that it changes, and writes what it would write into a short one. */
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { codeActions } from "../../../server/src/service/actions/codeActions";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

const limit = '{ "counter": "c", "window": "day", "max": 1, "scope": "grant" }';

function withScope(limits: readonly string[]): string {
  const text = `{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "a": {\n      "limits": [\n        ${limits.join(",\n        ")}\n      ]\n    }\n  }\n}\n`;
  const snapshot = snapshotOf(text);
  const actions = codeActions(snapshot, bareEnvironment, { start: 0, end: text.length }, ["quickfix"]);
  const edits = actions.find(({ title }) => title === 'Add "scope": "grant"')?.edit?.changes?.[snapshot.uri];
  return TextDocument.applyEdits(snapshot.textDocument, edits ?? []);
}

describe("a field that is added to a limit", () => {
  const open = '{\n          "counter": "d",\n          "window": "day",\n          "max": 1\n        }';
  const last = (text: string) => text.slice(text.indexOf('"counter": "d"'));

  it("looks in a tool of 200 limits as in one of 1", () => {
    const long = withScope([...Array(200).fill(limit), open]);
    expect(long.length).toBeGreaterThan(1_000);
    expect(last(long)).toBe(last(withScope([open])));
    expect(JSON.parse(long).tools.a.limits[200]).toEqual({ counter: "d", window: "day", max: 1, scope: "grant" });
  });
});
