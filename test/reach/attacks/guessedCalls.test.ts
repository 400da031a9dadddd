import { describe, expect, it } from "vitest";
import { guardedArguments } from "../../../server/src/reach/attacks/guardedTool";
import { guessedCalls } from "../../../server/src/reach/attacks/guessedCalls";
import { snapshotOf } from "../../../server/src/service/snapshot";

describe("the arguments beside one that is attacked", () => {
  it.each(['{ "b": 1 }', "[[{}]]", '[{ "b": {} }, 5]', "null", "7"])("are guessed from any value: %s", (value) => {
    const { policy } = snapshotOf(`{ "version": "1", "default": "deny", "tools": { "read_file": { "require": [
      { "conditions": [{ "path": "args.path", "op": "regex", "value": "^/srv/share/" }], "on_deny": "The share." },
      { "conditions": [{ "path": "args.a", "op": "gt", "value": 5 }, { "path": "args.a", "op": "neq", "value": ${value} }], "on_deny": "No." }
    ] } } }`);
    const rules = policy.tools.get("read_file")?.value;
    const [path] = rules ? guardedArguments({ name: "read_file", rules, inputSchema: undefined }) : [];
    expect(path && Object.keys(guessedCalls(path)("x"))).toContain("path");
  });
});
