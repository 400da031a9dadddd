/** Whether two texts decide alike: random calls that meet what the policies check. */
import fc from "fast-check";
import type { Call } from "../../server/src/policy/decide/decide";
import { decideSequence } from "../../server/src/policy/decide/decideSequence";
import type { Policy } from "../../server/src/policy/model/policy";
import type { JsonValue } from "../../server/src/policy/text/json";
import { snapshotOf } from "../../server/src/service/snapshot";

/** What a call gets: the decision, the rule in the log, and what the agent reads. */
export function decisions(text: string, calls: readonly Call[]): readonly string[] {
  // Texts with errors are compared by what still has a meaning.
  const policy: Policy = { ...snapshotOf(text).policy, refusal: undefined };
  return decideSequence(policy, calls, { trace: false }).map(({ outcome, rule, message }, index) =>
    JSON.stringify([calls[index], outcome, rule, message]),
  );
}

/** Calls in the order of time: tools of the policy and others, arguments at and beside the values of the conditions. */
export function callsOf(policy: Policy): fc.Arbitrary<readonly Call[]> {
  const tools = ["no_such_tool", ...policy.tools.keys(), ...policy.hide.keys()];
  return fc
    .array(
      fc.constantFrom(...tools).chain((tool) =>
        fc.record({
          tool: fc.constant(tool),
          arguments: argumentsOf(policy, tool),
          grant: fc.constantFrom("one", "one", "one", "other"),
          // Most calls fall into one window.
          pause: fc.constantFrom(0, 0, 0, 0, 0, 0, 1_000, 61_000, 3_600_000, 86_400_000),
        }),
      ),
      { minLength: 1, maxLength: 40, size: "max" },
    )
    .map((steps) => {
      let at = Date.UTC(2026, 0, 31, 23, 59, 30);
      return steps.map(({ pause, ...call }): Call => {
        at += pause;
        return { ...call, at };
      });
    });
}

function argumentsOf(policy: Policy, tool: string): fc.Arbitrary<JsonValue> {
  const rules = policy.tools.get(tool)?.value;
  const conditions = [...(rules?.require ?? []), ...(rules?.denyIf ?? [])].flatMap((entry) => entry.conditions);
  const values = new Map<string, JsonValue[]>();
  for (const { path, value } of conditions) {
    const known = values.get(path) ?? [];
    values.set(path, known);
    for (const each of Array.isArray(value) ? value : [value])
      known.push(each, ...(typeof each === "number" ? [each - 1, each + 1] : []));
  }
  const fields = [...values].map(([path, met]) =>
    fc
      .option(fc.constantFrom<JsonValue>(...met, ...met, "other", "", 0, true, null, [], {}), { freq: 6 })
      .map((value) => ({
        names: path.split(".").slice(1),
        value,
      })),
  );
  return fc.tuple(...fields).map((given) => {
    const whole: Record<string, JsonValue> = {};
    for (const { names, value } of given) {
      let at: Record<string, JsonValue> = whole;
      for (const name of names.slice(0, -1)) {
        const inner = Object.hasOwn(at, name) ? at[name] : undefined;
        const next: Record<string, JsonValue> =
          typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? (inner as Record<string, JsonValue>)
            : {};
        define(at, name, next);
        at = next;
      }
      if (value !== null) define(at, names.at(-1) ?? "", value);
    }
    return whole;
  });
}

/** As JSON.parse does, so that `__proto__` is a key. */
function define(owner: Record<string, JsonValue>, name: string, value: JsonValue): void {
  Object.defineProperty(owner, name, { value, enumerable: true, configurable: true, writable: true });
}
