/** Rules as people write them first: the call that gets past is shown, and the fix that is offered closes it and opens nothing. */
import { describe, expect, it } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { decide } from "../../../server/src/policy/decide/decide";
import type { JsonObject } from "../../../server/src/policy/text/json";
import { applyEdits } from "../../../server/src/policy/text/textEdit";
import { difference } from "../../../server/src/reach/difference";
import { findingsOf } from "../../../server/src/service/diagnostics/review";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { probePolicy } from "../../../server/src/service/probe/probePolicy";
import { type Snapshot, snapshotOf } from "../../../server/src/service/snapshot";
import { type NaiveRule, naiveRules } from "./policies";

function textOf({ tool, list, condition: [name, op, value] }: NaiveRule): string {
  const entry = { conditions: [{ path: `args.${name}`, op, value }], on_deny: "A person looks at these calls." };
  return JSON.stringify({ version: "1", default: "deny", tools: { [tool]: { [list]: [entry] } } }, null, 2);
}

/** The environment in which a tool's arguments are known, where a rule says so. */
function environmentOf({ tool, takes }: NaiveRule): Environment {
  if (takes === undefined) return bareEnvironment;
  const properties = takes.split(" ").map((each) => {
    const [, name = "", type = "string", alias] = /^(\w+)!?(?::(\w+))?(?:=(\w+))?$/.exec(each) ?? [];
    const isList = type === "array";
    return [
      name,
      { type, ...(isList && { items: { type: "string" } }), ...(alias && { description: `Alias for ${alias}` }) },
    ];
  });
  const required = takes.split(" ").flatMap((each) => (each.endsWith("!") ? [each.slice(0, -1)] : []));
  const inputSchema = { type: "object", properties: Object.fromEntries(properties), required };
  const listed = { name: tool, summary: tool, category: "Write", risk: "Low", classification: "derived", inputSchema };
  return { ...bareEnvironment, catalogue: readCatalogue({ server: { name: "s" }, tools: [listed] }) };
}

const cases = naiveRules.map((rule) => ({ ...rule, rule, text: textOf(rule), title: rule.condition.join(" ") }));

const holesIn = (snapshot: Snapshot, environment: Environment) =>
  findingsOf(snapshot, environment).filter(({ rule, call }) => rule.area === "holes" && call !== undefined);

function decisionOn({ policy }: Snapshot, tool: string, args: object): string {
  const call = { tool, arguments: args as JsonObject, grant: "", at: 0 };
  return decide(policy, call, new Map(), { trace: false }).outcome;
}

describe.each(cases)("$tool: $title", ({ rule, tool, text, codes, closed }) => {
  const environment = environmentOf(rule);
  const before = snapshotOf(text);
  it("shows a call", () => {
    expect([...new Set(holesIn(before, environment).map(({ rule }) => rule.code))]).toEqual(codes);
  });
  it("shows calls that are allowed, when it is probed", () => {
    const [probed] = probePolicy(before, environment, undefined, { wantsAttempts: true }).tools;
    const attempts = (probed?.attempts ?? []).filter(({ decision }) => decision === "allow");
    for (const { arguments: args } of [...(probed?.holes ?? []), ...attempts])
      expect(decisionOn(before, tool, args), JSON.stringify(args)).toBe("allow");
  });
  it("has fixes that stop the call and allow nothing new", () => {
    for (const { call, fixes } of holesIn(before, environment))
      for (const { edits } of fixes()) {
        const after = snapshotOf(applyEdits(text, edits));
        expect(decisionOn(after, tool, call ?? {})).toBe("deny");
        expect(difference(before.policy, after.policy).newlyAllowed).toEqual([]);
      }
  });
  it("is closed by the fixes", () => {
    for (const args of closed) expect(decisionOn(before, tool, args), JSON.stringify(args)).toBe("allow");
    let after = text;
    for (let round = 0; round < 10; round++) {
      const fix = holesIn(snapshotOf(after), environment).flatMap(({ fixes }) => fixes().slice(0, 1))[0];
      if (fix === undefined) break;
      after = applyEdits(after, fix.edits);
    }
    for (const args of closed) expect(decisionOn(snapshotOf(after), tool, args), JSON.stringify(args)).toBe("deny");
  });
});
