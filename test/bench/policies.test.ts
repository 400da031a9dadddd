import { describe, expect, it } from "vitest";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { makePolicy } from "./policies";

describe("a policy that is measured", () => {
  it.each([4, 180])("has no problem with %i tools: the benchmark tells its edits by them", (tools) => {
    expect(diagnostics(snapshotOf(makePolicy(tools).text), bareEnvironment)).toEqual([]);
  });
});
