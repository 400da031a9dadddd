import { describe, expect, it } from "vitest";
import { diagnostics } from "../../../server/src/service/diagnostics/diagnostics";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

/** Two limits for each pair give a warning; a wrong window gives an error. */
const limit = (counter: string, window: string) =>
  `{ "counter": "${counter}", "window": "${window}", "max": 1, "scope": "grant" }`;
const pairs = (count: number) =>
  Array.from({ length: count }, (_, index) => `${limit(`c${index}`, "minute")}, ${limit(`c${index}`, "minute")}`);
const policyOf = (pairs: readonly string[]) =>
  `{ "version": "1", "default": "deny", "tools": { ${pairs.map((pair, index) => `"t${index}": { "limits": [${pair}] }`).join(", ")} } }`;
const shown = (text: string) => diagnostics(snapshotOf(text), bareEnvironment);

describe("the diagnostics of one file", () => {
  it("are all shown up to 1,000", () => expect(shown(policyOf(pairs(1_000)))).toHaveLength(1_000));
  it("end with one that says how many are not shown, as bad as the worst of them", () => {
    const found = shown(policyOf(pairs(1_250)));
    expect(found).toHaveLength(1_001);
    expect(found.at(-1)).toMatchObject({
      code: "too-many-problems",
      severity: 2,
      message: "250 more diagnostics of this file are not shown (warning 250). Fix some of those that are shown first.",
    });
  });
  it("leave no error out for a warning before it", () => {
    const found = shown(policyOf([...pairs(1_250), limit("c", "week")]));
    expect(found.filter(({ severity }) => severity === 1).map(({ code }) => code)).toEqual(["unknown-window"]);
    expect(found.at(-1)?.message).toMatch(/^251 more diagnostics/);
  });
  it("say how many limits of one tool repeat each other", () => {
    const many = Array.from({ length: 12_000 }, (_, index) => limit(`c${index}`, "minute")).join(", ");
    const found = shown(policyOf([many]));
    expect(found).toHaveLength(1_001);
    expect(found.at(-1)?.message).toMatch(/^10,999 more diagnostics/);
  });
});
