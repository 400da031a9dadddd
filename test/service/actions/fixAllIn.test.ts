import { beforeAll, describe, expect, it } from "vitest";
import { rules } from "../../../server/src/rules/index";
import { fixAll, fixAllIn } from "../../../server/src/service/actions/fixAll";
import { review } from "../../../server/src/service/diagnostics/review";
import type { Environment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { worldWith } from "../../rules/ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

describe("a document that was reviewed", () => {
  it.each(rules)("is fixed as its text is: $code", ({ docs }) => {
    const snapshot = snapshotOf(docs.bad);
    review(snapshot, world);
    const fixed = fixAllIn(snapshot.document, world);
    expect(fixed.text).toBe(fixAll(docs.bad, world));
    // What is found in the fixed text is what is found in a fresh one.
    const again = snapshotOf(fixed.text, undefined, { document: fixed });
    const spans = (of: typeof again) => review(of, world).map((item) => JSON.stringify(item));
    expect(spans(again)).toEqual(spans(snapshotOf(fixed.text)));
  });
});
