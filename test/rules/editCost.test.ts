/** What an edit costs: a rule about the whole policy must not look at every tool again. Counted in look-ups, not in time. */

import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { review } from "../../server/src/service/diagnostics/review";
import { takeSnapshot } from "../../server/src/service/snapshot";
import { worldWith } from "./ruleTexts";

const world = await worldWith();

/**
 * How often the catalogue is asked for a tool after an edit of the last tool, when nothing else is new. `hidden` names stand
 * in `hide`.
 */
function lookUpsAfterEdit(tools: number, hidden = 0): number {
  const names = Array.from({ length: tools }, (_, index) => `create_new_invoice_${index}`);
  const hide = Array.from({ length: hidden }, (_, index) => `delete_old_invoice_${index}`);
  const textWith = (max: number): TextDocument => {
    const limits = [{ counter: "c", window: "day", max, scope: "grant" }];
    const rules = Object.fromEntries(names.map((name) => [name, name === names.at(-1) ? { limits } : {}]));
    return TextDocument.create(
      "file:///policy.json",
      "mcp-policy",
      max,
      JSON.stringify({ version: "1", default: "deny", hide, tools: rules }),
    );
  };
  let lookUps = 0;
  const { catalogue } = world;
  const counting = {
    ...world,
    catalogue: {
      ...catalogue,
      find: (name: string) => {
        lookUps++;
        return catalogue.find(name);
      },
    },
  };
  const before = takeSnapshot(textWith(1));
  review(before, counting);
  lookUps = 0;
  review(takeSnapshot(textWith(2), before), counting);
  return lookUps;
}

test("an edit of one tool asks the catalogue about the tools near it, however many there are", () => {
  const few = lookUpsAfterEdit(1_024);
  expect(few).toBeGreaterThan(0);
  expect(lookUpsAfterEdit(4_096)).toBe(few);
});

test("an edit of one tool asks nothing about the names in hide", () => {
  expect(lookUpsAfterEdit(4, 1_000)).toBe(lookUpsAfterEdit(4, 1));
});
