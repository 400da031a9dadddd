import { describe, expect, it } from "vitest";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { guardedPolicy, makePolicy, withOtherBounds } from "./policies";

describe("a policy that is measured", () => {
  it.each([4, 180])("has no problem with %i tools: the benchmark tells its edits by them", (tools) => {
    expect(diagnostics(snapshotOf(makePolicy(tools).text), bareEnvironment)).toEqual([]);
  });

  it.each([makePolicy(180).text, guardedPolicy(20)])("gets another bound in as many tools as differ", (text) => {
    const lines = text.split("\n");
    const changed = withOtherBounds(text, 3).split("\n");
    expect(changed.filter((line, index) => line !== lines[index])).toHaveLength(3);
  });
});
