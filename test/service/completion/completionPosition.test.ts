import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { changedPart } from "../../../server/src/policy/text/changedPart";
import { complete } from "../../../server/src/service/completion/completion";
import { type Position, positionAt } from "../../../server/src/service/completion/position";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { brokenForm, policyOf } from "../../policy/model/brokenPolicies";
import { seeded } from "../../policy/seeded";

const names = Array.from({ length: 30 }, (_, index) => ({ name: `tool_${index}`, group: `group_${index % 7}` }));
const env = { ...bareEnvironment, catalogue: readCatalogue({ tools: names }) };
const rounds = Number(process.env.MCP_POLICY_ROUNDS ?? 1);

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
  const shown = (position: Position | undefined) => {
    if (position === undefined) return undefined;
    const { passedOver: _, ...others } = position;
    return { ...others, containers: position.containers.map(({ kind, start }) => ({ kind, start })) };
  };

  it("make no difference, at any offset", () => {
    const document = parsePolicy(policy);
    expect(document.isSplit).toBe(true);
    for (let offset = 0; offset <= policy.length; offset++)
      expect(shown(positionAt(document, offset)), `at ${offset}`).toEqual(
        shown(positionAt({ ...document, isSplit: false }, offset)),
      );
  });

  it.each([1, 2, 3])("nor in a broken text, and their names are known (seed %i)", (seed) => {
    const at = seeded(seed);
    let passedOver = 0;
    for (let round = 0; round < 150 * rounds; round++) {
      const sound = at(4) === 0 ? brokenForm(policyOf(at), at) : policyOf(at);
      const text = brokenForm(sound, at);
      const snapshot = snapshotOf(text);
      if (snapshot.document.isSplit) continue;
      // Without it, the scan begins at the start of the text.
      const document = { ...snapshot.document, toolsSpan: undefined };
      const { start, end } = changedPart(sound, text).after;
      for (const offset of [start, end, end + 1, end + at(30), at(text.length), at(text.length)]) {
        const position = positionAt(snapshot.document, offset);
        passedOver += position?.passedOver.length ?? 0;
        const what = JSON.stringify([text, offset]);
        expect(shown(position), what).toEqual(shown(positionAt(document, offset)));
        const offered = complete(snapshot, offset, env);
        const wanted = complete({ ...snapshot, document }, offset, env);
        expect(offered, what).toEqual(wanted);
      }
    }
    expect(passedOver).toBeGreaterThan(100);
  });
});
