/** What an edit leaves behind: a version of a policy is garbage of the next one, and goes as the young objects do. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { diagnostics } from "../../server/src/service/diagnostics/diagnostics";
import { takeSnapshot } from "../../server/src/service/snapshot";
import { editScript } from "../bench/edits";
import { makePolicy } from "../bench/policies";
import { worldWith } from "../rules/ruleTexts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as (options: { readonly type: "minor" }) => void;

test("no version of a policy outlives the next one until all garbage is collected", async () => {
  const world = await worldWith();
  const policy = makePolicy(20);
  const { valueEdit } = editScript(policy);
  let document = TextDocument.create("file:///policy.json", "mcp-policy", 0, policy.text);
  let snapshot = takeSnapshot(document);
  let made = 0;
  const edit = (times: number): void => {
    for (const end = made + times; made < end; made++) {
      document = TextDocument.update(document, [valueEdit(made)], made + 1);
      snapshot = takeSnapshot(document, snapshot);
      diagnostics(snapshot, world);
      if (made % 50 === 0) collect({ type: "minor" });
    }
    collect({ type: "minor" });
    collect({ type: "minor" });
  };
  edit(300);
  // What the engine compiles meanwhile is counted, too, and comes once.
  const left = [1, 2, 3].map(() => {
    const before = process.memoryUsage().heapUsed;
    edit(300);
    return (process.memoryUsage().heapUsed - before) / 300;
  });
  // Some hundred bytes; a version alone is 13 kB.
  expect(Math.min(...left)).toBeLessThan(3_000);
});
