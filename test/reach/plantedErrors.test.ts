/** An error in how the engine takes an operator turns a comparison with brute force red: one is planted in each. */
import { expect, test, vi } from "vitest";
import { decide } from "../../server/src/policy/decide/decide";
import { operators } from "../../server/src/policy/model/operators";
import type { Condition } from "../../server/src/policy/model/policy";
import { missing, type Region, type Regions } from "../../server/src/reach/regions/region";
import type { Work } from "../../server/src/reach/work";
import { snapshotOf } from "../../server/src/service/snapshot";
import { triedCalls } from "./policyTexts";
import { admits } from "./questions";

/** What is wrong with an operator: another condition instead, or another answer about a region. */
interface Planted {
  readonly instead?: (condition: Condition) => Condition;
  readonly holds?: (region: Region, holds: boolean) => boolean;
}

const planted = vi.hoisted(() => ({ operator: "", error: {} as object }));

vi.mock("../../server/src/reach/regions/regionsOf", async (original) => {
  const { regionsOf } = await original<typeof import("../../server/src/reach/regions/regionsOf")>();
  return {
    regionsOf: (path: string, conditions: readonly Condition[], work: Work): Regions => {
      const { instead = (each: Condition) => each, holds = (_: Region, told: boolean) => told } =
        planted.error as Planted;
      const isWrong = ({ op }: Condition): boolean => op === planted.operator;
      const { regions, notKnown } = regionsOf(
        path,
        conditions.map((each) => (isWrong(each) ? instead(each) : each)),
        work,
      );
      const changed = regions.map((region) => ({
        ...region,
        holds: region.holds.map((told, index) => {
          const condition = conditions[index];
          return condition !== undefined && isWrong(condition) ? holds(region, told) : told;
        }),
      }));
      return { regions: changed, notKnown };
    },
  };
});

const calls = [...triedCalls()];

/** Whether the engine answers as trying every call does. */
function agrees(rules: object): boolean {
  const { policy } = snapshotOf(JSON.stringify({ version: "1", default: "deny", tools: { t: rules } }));
  const isAllowed = (args: (typeof calls)[number]): boolean =>
    decide(policy, { tool: "t", arguments: args, grant: "", at: 0 }, new Map(), { trace: false }).outcome === "allow";
  return admits(policy, "t").kind === (calls.some(isAllowed) ? "some" : "none");
}

const whenMissing = { holds: ({ value }: Region, told: boolean) => value === missing || told };
const isText = ({ language }: Region): boolean => language !== undefined;

const asked = (...conditions: (readonly [string, unknown])[]) => [
  { conditions: conditions.map(([op, value]) => ({ path: "args.a", op, value })) },
];

/** For each operator what is wrong with it, and rules that tell. */
const errors: Readonly<Record<string, readonly [Planted, object]>> = {
  eq: [{ holds: (region, told) => told && !isText(region) }, { require: asked(["eq", "a"]) }],
  neq: [whenMissing, { require: asked(["neq", "a"]) }],
  in: [
    { instead: (each) => ({ ...each, value: [each.value].flat().slice(0, 1) }) },
    { require: asked(["in", ["1", "b"]]), deny_if: asked(["eq", "1"]) },
  ],
  not_in: [whenMissing, { require: asked(["not_in", ["a"]]) }],
  lt: [{ instead: (each) => ({ ...each, op: "lte" }) }, { require: asked(["lt", 0], ["gte", 0]) }],
  lte: [{ instead: (each) => ({ ...each, op: "lt" }) }, { require: asked(["lte", 0], ["gte", 0]) }],
  gt: [{ instead: (each) => ({ ...each, op: "gte" }) }, { require: asked(["gt", 0], ["lte", 0]) }],
  gte: [{ instead: (each) => ({ ...each, op: "gt" }) }, { require: asked(["gte", 0], ["lte", 0]) }],
  exists: [
    { holds: ({ value }, told) => (value === null ? !told : told) },
    { require: asked(["exists", false], ["eq", null]) },
  ],
  regex: [
    { instead: (each) => ({ ...each, value: `^(?:${String(each.value)})$` }) },
    { require: asked(["regex", "a"], ["regex", "b"]) },
  ],
  contains: [
    { holds: ({ value }, told) => told && !Array.isArray(value) },
    { require: asked(["contains", "a"]), deny_if: asked(["regex", ""]) },
  ],
};

test("every operator has one", () => expect(Object.keys(errors).sort()).toEqual([...operators.keys()].sort()));

test.each(Object.entries(errors))("an error in %s turns a comparison red", (operator, [error, rules]) => {
  planted.operator = "";
  expect(agrees(rules)).toBe(true);
  planted.operator = operator;
  planted.error = error;
  expect(agrees(rules)).toBe(false);
});
