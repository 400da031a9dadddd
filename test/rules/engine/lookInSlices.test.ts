import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { emptyCatalogue, type ToolCatalogue } from "../../../server/src/catalogue/catalogue";
import { lookInSlices, sliceLength } from "../../../server/src/rules/engine/lookInSlices";
import { diagnostics } from "../../../server/src/service/diagnostics/diagnostics";
import { reviewInTurns } from "../../../server/src/service/diagnostics/reviewInTurns";
import { bareEnvironment } from "../../../server/src/service/environment";
import { type Snapshot, snapshotOf, takeSnapshot } from "../../../server/src/service/snapshot";

/** Tools with and without something to say about them. */
function policy(tools: number, last = "{}"): string {
  const kinds = [
    "{}",
    '{ "deny_if": [] }',
    '{ "limits": [{ "counter": "a", "window": "minute", "max": 9000, "scope": "grant" }] }',
    '{ "deny_if": [{ "conditions": [{ "path": "args.a", "op": "gt", "value": 1 }] }] }',
  ];
  const entries = Array.from(
    { length: tools },
    (_, index) => `    "tool_${index}_${"x".repeat(80)}": ${kinds[index % kinds.length]}`,
  );
  return `{
  "version": "1",
  "default": "deny",
  "all_tools": { "limits": [{ "counter": "all", "window": "minute", "max": 60, "scope": "grant" }] },
  "tools": {
${[...entries, `    "last": ${last}`].join(",\n")}
  }
}
`;
}

/** A catalogue that counts how many tools the rules look at: each is looked up once. */
function counting(): { readonly catalogue: ToolCatalogue; readonly looks: () => number } {
  let looks = 0;
  const find = () => {
    looks += 1;
    return undefined;
  };
  return { catalogue: { ...emptyCatalogue, find }, looks: () => looks };
}

/** How many tools were looked up between two stops, at each of them; the last is what is left to say everything. */
function stops({ document, problems }: Snapshot, { catalogue, looks }: ReturnType<typeof counting>): number[] {
  const found: number[] = [];
  let before = looks();
  for (const _ of lookInSlices({ document, problems, catalogue })) {
    found.push(looks() - before);
    before = looks();
  }
  found.push(looks() - before);
  return found;
}

const many = 600;

describe("the rules look at a long policy in slices", () => {
  test("none of which is much longer than the others", () => {
    const counted = counting();
    const text = policy(many);
    const snapshot = snapshotOf(text);
    const looks = stops(snapshot, counted);
    expect(looks.length).toBeGreaterThan(text.length / sliceLength / 2);
    const toolsOfSlice = many / (text.length / sliceLength);
    // A tool is looked up by a few rules. Behind a slice, the tools of its group are gone through again.
    for (const count of looks) expect(count).toBeLessThan(8 * toolsOfSlice);
    const before = counted.looks();
    diagnostics(snapshot, { ...bareEnvironment, catalogue: counted.catalogue });
    expect(counted.looks() - before).toBeLessThan(8 * toolsOfSlice);
  });

  test("and find what they find at once", async () => {
    const text = policy(many);
    const [atOnce, inSlices] = [counting(), counting()];
    const first = diagnostics(snapshotOf(text), { ...bareEnvironment, catalogue: atOnce.catalogue });
    const environment = { ...bareEnvironment, catalogue: inSlices.catalogue };
    const snapshot = snapshotOf(text);
    expect(await reviewInTurns(snapshot, environment, async () => true)).toBe(true);
    expect(diagnostics(snapshot, environment)).toEqual(first);
    expect(first.length).toBeGreaterThan(many / 8);
  });

  test("but do not stop after an edit, or for a short policy", () => {
    const counted = counting();
    const document = TextDocument.create("file:///a.policy.json", "mcp-policy", 0, policy(many));
    const before = takeSnapshot(document);
    stops(before, counted);
    diagnostics(before, { ...bareEnvironment, catalogue: counted.catalogue });
    const edited = takeSnapshot(
      TextDocument.create(document.uri, "mcp-policy", 1, policy(many, '{ "deny_if": [] }')),
      before,
    );
    expect(stops(edited, counted)).toEqual([0]);
    expect(stops(snapshotOf(policy(20)), counting())).toEqual([0]);
  });

  test("and are given up when the text has changed", async () => {
    const { catalogue, looks } = counting();
    expect(await reviewInTurns(snapshotOf(policy(many)), { ...bareEnvironment, catalogue }, async () => false)).toBe(
      false,
    );
    expect(looks()).toBe(0);
  });
});
