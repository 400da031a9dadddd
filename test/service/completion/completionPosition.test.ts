import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { type Position, positionAt } from "../../../server/src/service/completion/position";

const policy = `{
  "version": "1", "hide": ["x"],
  "tools": {
    "a": { "limits": [{ "counter": "a_rate", "window": "minute" }] },
    "b": {},
    "c": { "require": [{ "conditions": [{ "path": "args.x", "op": "eq", "value": [1, {"y": 2}] } ] }], "deny_if": [] },
    "d": { "limits": [] , }
  },
  "all_tools": { "limits": [] }
}`;

describe("the tools before and behind the one that is edited", () => {
  const shown = (position: Position | undefined) =>
    position === undefined
      ? undefined
      : { ...position, containers: position.containers.map(({ kind, start }) => ({ kind, start })) };

  it("make no difference, at any offset", () => {
    const document = parsePolicy(policy);
    expect(document.isSplit).toBe(true);
    for (let offset = 0; offset <= policy.length; offset++)
      expect(shown(positionAt(document, offset)), `at ${offset}`).toEqual(
        shown(positionAt({ ...document, isSplit: false }, offset)),
      );
  });
});
