/** Random policies of the older dialect with the constructs of the published ones, and calls that meet what they check. */
import fc from "fast-check";
import type { OldCall, OldCondition, OldEntry, OldPolicy } from "./oldEngine";

const toolNames = ["list_notes", "read_note", "send_note", "drop_note", "pay_bill", "copy.note"];
const windows = fc.constantFrom("minute", "hour", "day");
const scalar = fc.constantFrom<unknown>("a", "b", "main", 1, 5, 10, true);

const condition: fc.Arbitrary<OldCondition> = fc
  .tuple(
    fc.constantFrom("args.kind", "args.amount", "args.to.name"),
    fc.constantFrom(...["eq", "neq", "in", "not_in", "lt", "lte", "gt", "gte", "exists", "contains"]),
    scalar,
  )
  .map(([path, op, value]) => {
    if (op === "in" || op === "not_in") return { path, op, value: [value, "other"] };
    if (op === "exists") return { path, op, value: value !== true };
    if (op === "contains") return { path, op, value: String(value) };
    return { path, op, value: /^[lg]t/.test(op) && typeof value !== "number" ? 5 : value };
  });

const note = fc.option(fc.constantFrom("a rule", "Not by agents, please."), { nil: undefined });

function rulesOf(tool: string): fc.Arbitrary<readonly OldEntry[]> {
  const scope = tool === "*" ? "_global" : tool;
  const checks = fc
    .record({ name: note, conditions: fc.array(condition, { minLength: 1, maxLength: 2 }), on_deny: note })
    .map((rule): OldEntry => rule as OldEntry);
  const rate = fc
    .tuple(fc.integer({ min: 1, max: 4 }), windows, note)
    .map(([max, window, name]) => ({ name, rate_limit: `${max}/${window}` }) as OldEntry);
  const counted = fc.tuple(fc.integer({ min: 2, max: 5 }), windows, fc.constantFrom("lt", "lte")).map(
    ([value, window, op]): OldEntry => ({
      conditions: [{ path: `state.${scope}.calls`, op, value }],
      state: { counter: "calls", window },
    }),
  );
  const denial = note.map((text) => ({ action: "deny", on_deny: text }) as OldEntry);
  // The engine allows one rate limit of a window, and one counter of a name.
  return fc
    .tuple(
      fc.array(checks, { maxLength: 2 }),
      fc.option(rate, { nil: undefined }),
      fc.option(counted, { nil: undefined, freq: 3 }),
      fc.option(denial, { nil: undefined, freq: 6 }),
    )
    .map(([all, ...others]) => [...all, ...others.filter((each) => each !== undefined)]);
}

/** Policies of the engine. Under `default: allow` the rules of `"*"` are limits only: conditions have no equivalent there. */
export const oldPolicies: fc.Arbitrary<OldPolicy> = fc
  .record({
    version: fc.constant("1"),
    description: fc.option(fc.constant("For the office."), { nil: undefined }),
    default: fc.constantFrom("allow", "deny"),
    hide: fc.option(fc.constant(["copy.note"]), { nil: undefined }),
    tools: fc
      .uniqueArray(fc.constantFrom(...toolNames), { minLength: 1, maxLength: 5 })
      .chain((names) =>
        fc.tuple(
          ...names.map((name) =>
            fc.oneof(
              { weight: 3, arbitrary: fc.constant([name, { rules: [] }] as const) },
              { weight: 1, arbitrary: fc.constant([name, null] as const) },
              { weight: 6, arbitrary: rulesOf(name).map((rules) => [name, { rules }] as const) },
            ),
          ),
        ),
      )
      .map((entries) => Object.fromEntries(entries)),
    star: fc.option(rulesOf("*"), { nil: undefined }),
  })
  .map(({ star, ...policy }) => {
    const isOpen = policy.default === "allow";
    const rules = star?.filter(({ rate_limit: rate, state, action }) => {
      if (action === "deny") return false;
      return !isOpen || rate !== undefined || state !== undefined;
    });
    const whole = { ...policy, tools: { ...policy.tools, ...(rules !== undefined && { "*": { rules } }) } };
    return JSON.parse(JSON.stringify(whole)) as OldPolicy;
  })
  // Nothing tells that null is of the older dialect when there is no rule of it: then it stays for a person.
  .filter(({ tools }) => Object.values(tools).some((tool) => tool !== null));

/** Calls in the order of time, listed tools and others. */
export const oldCalls: fc.Arbitrary<readonly OldCall[]> = fc
  .array(
    fc.record({
      tool: fc.constantFrom(...toolNames, "no_such_tool"),
      arguments: fc
        .record(
          { kind: scalar, amount: scalar, to: fc.record({ name: scalar }, { requiredKeys: [] }) },
          { requiredKeys: [] },
        )
        .map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>),
      pause: fc.constantFrom(0, 0, 0, 0, 1_000, 61_000, 3_600_000),
    }),
    { minLength: 50, maxLength: 50 },
  )
  .map((steps) => {
    let at = Date.UTC(2026, 0, 31, 23, 59, 30);
    return steps.map(({ pause, ...call }) => {
      at += pause;
      return { ...call, at };
    });
  });
