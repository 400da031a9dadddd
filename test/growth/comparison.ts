/** Comparisons of policies, whose steps are counted. */
import { difference } from "../../server/src/reach/difference";
import { snapshotOf } from "../../server/src/service/snapshot";
import { countSteps } from "./countSteps";

/** The steps of a comparison, and of how many tools it is not known what differs. */
export interface Compared {
  readonly steps: number;
  readonly found: number;
  readonly unknown: number;
}

type Condition = readonly [path: string, op: string, value: unknown];

function policy(tools: Readonly<Record<string, readonly Condition[]>>): string {
  const rules = Object.entries(tools).map(([name, conditions]) => [
    name,
    { deny_if: conditions.map(([path, op, value]) => ({ conditions: [{ path, op, value }], on_deny: "No." })) },
  ]);
  return JSON.stringify({ version: "1", default: "deny", tools: Object.fromEntries(rules) });
}

function compare(before: string, after: string): Compared {
  const old = snapshotOf(before);
  const current = snapshotOf(after, old.uri, old);
  const [oldPolicy, newPolicy] = [old.policy, current.policy];
  // Rules are read when they are asked for; what is counted is the comparison.
  for (const { tools } of [oldPolicy, newPolicy]) if (tools.size === 0) throw new Error("There is nothing to compare.");
  let compared = { found: 0, unknown: 0 };
  const steps = countSteps(() => {
    const { newlyAllowed, newlyDenied, unknown } = difference(oldPolicy, newPolicy);
    compared = { found: newlyAllowed.length + newlyDenied.length, unknown: unknown.length };
  });
  return { steps, ...compared };
}

const numbered = (count: number, make: (index: number) => Condition): readonly Condition[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** As many tools, each with a pattern and a list of its own, of which two differ. */
export function toolsOfWhichTwoDiffer(count: number): Compared {
  const tools = (bound: number) =>
    policy(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `tool_${index}`,
          [
            ["args.path", "regex", `^/srv/${index}`],
            ["args.amount", "gt", index < 2 ? bound : 100],
          ] as const,
        ]),
      ),
    );
  return compare(tools(100), tools(50));
}

/** As many tools, all of which differ in one bound beside the same patterns. */
export function toolsThatAllDiffer(count: number): Compared {
  const tools = (bound: number) =>
    policy(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `tool_${index}`,
          [
            ["args.url", "regex", "https://(?:a|b)\\.example/"],
            ["args.amount", "gt", index + bound],
          ] as const,
        ]),
      ),
    );
  return compare(tools(100), tools(50));
}

/** One tool with as many conditions that both policies have, and one that only one has. */
export function sameConditionsAndOneMore(count: number): Compared {
  const conditions = numbered(count, (index) => [`args.a${index}`, "eq", "x"]);
  return compare(policy({ t: conditions }), policy({ t: [...conditions, ["args.more", "eq", "x"]] }));
}

/** One tool with as many conditions on as many arguments in each policy, which have none in common. */
export function otherConditions(count: number): Compared {
  const conditions = (value: string) => numbered(count, (index) => [`args.a${index}`, "eq", value]);
  return compare(policy({ t: conditions("x") }), policy({ t: conditions("y") }));
}

/** As many conditions of one tool against as many limits of it. */
export function conditionsAgainstLimits(count: number): Compared {
  const conditions = numbered(count, (index) => ["args.a", "eq", `v${index}`]);
  const limits = numbered(count, (index) => ["", "", index]).map(([, , index]) => ({
    counter: `c${index}`,
    window: "minute",
    max: 3,
    scope: "grant",
  }));
  const limited = JSON.stringify({ version: "1", default: "deny", tools: { t: { limits } } });
  return compare(policy({ t: conditions }), limited);
}
