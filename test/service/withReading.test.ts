/** A reading that refuses a policy refuses it for every feature. */
import { describe, expect, it } from "vitest";
import { decide } from "../../server/src/policy/decide/decide";
import { withReading } from "../../server/src/service/config/withReading";
import { snapshotOf } from "../../server/src/service/snapshot";

const withNote = snapshotOf('{ "version": "1", "default": "deny", "note": "", "tools": { "a": {} } }');
const outcomeOf = ({ policy }: typeof withNote): string =>
  decide(policy, { tool: "a", arguments: {}, grant: "", at: 0 }, new Map(), { trace: false }).outcome;

describe("a policy with a field that the format does not know", () => {
  it("decides where such fields are ignored", () => {
    const read = withReading(withNote, { unknownFields: "ignored" });
    expect([outcomeOf(read), read.policy.refusal]).toEqual(["allow", undefined]);
  });

  it("is refused where they are rejected, and what decides then is not known", () => {
    const read = withReading(withNote, { unknownFields: "rejected" });
    expect([outcomeOf(read), read.policy.refusal?.errors]).toEqual(["unknown", 1]);
    expect(read.policy.refusal?.first).toContain('"note"');
  });
});
