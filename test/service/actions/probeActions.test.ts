import { describe, expect, test } from "vitest";
import type { Range } from "vscode-languageserver-types";
import { probeActions } from "../../../server/src/service/actions/probeActions";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

const marked = `{
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [{ "conditions": [{ "path": "args.path", "op": "exists", "value": true }, { "path": "args.path", "op": "regex", "value": "^/srv/" }] }],
      "limits": []
    }
  }
}`;
const { start, source } = { start: (text: string) => marked.indexOf(text), source: snapshotOf(marked) };

/** What is offered where a text begins. */
function offered(text: string, clientCommands = true): readonly (readonly [title: string, target: unknown])[] {
  const span = { start: start(text), end: start(text) };
  return probeActions(source, { ...bareEnvironment, clientCommands }, span).map(({ title, command }) => [
    title,
    command?.arguments?.[0],
  ]);
}

describe("Probe for Holes", () => {
  test("at a condition is about this condition", () => {
    const [[title, target] = []] = offered(`"^/srv/"`);
    expect(title).toBe("Probe this condition for holes…");
    const { tool, condition } = target as { tool: string; condition: Range };
    expect([tool, source.textDocument.getText(condition)]).toEqual([
      "read_file",
      `{ "path": "args.path", "op": "regex", "value": "^/srv/" }`,
    ]);
  });

  test("at a tool's name is about the whole tool", () => {
    expect(offered(`"read_file"`)).toEqual([["Probe this tool for holes…", { uri: source.uri, tool: "read_file" }]]);
    expect(offered(`"read_file"`, false)).toEqual([]);
  });

  test("is not offered elsewhere, nor to editors without our commands", () => {
    for (const place of [`"default"`, `"tools"`, `"require"`, `"limits"`]) expect(offered(place)).toEqual([]);
    expect(offered(`"^/srv/"`, false)).toEqual([]);
  });
});
