import type { JudgedGoal } from "../goal";
import { ratio } from "../goal";
import type { Machine } from "../machine";
import { median } from "../statistics";
import { digits, goalsTable, missed, table } from "../tables";
import type { Opening, OpeningResults } from "./openings";

/** The document that keeps a run. */
export function openingsReport(
  results: readonly OpeningResults[],
  { cpu, cores, memory, system, node }: Machine,
  { date, load }: { readonly date: string; readonly load: string },
): string {
  const goals = results.flatMap(goalsOf);
  const rows = results.flatMap(({ tools, warm, first }) =>
    (
      [
        ["later in a window", warm],
        ["first in a window", first],
      ] as const
    ).map(([when, { ours, json }]) => [
      `${tools.toLocaleString("en")}, ${when}`,
      ...[middle(ours, "squiggle"), middle(ours, "lens"), middle(json, "squiggle")].map((each) =>
        each === undefined ? "" : digits(each),
      ),
    ]),
  );
  return `# Benchmarks in VS Code

Written by \`npm run bench:vscode\`; do not edit. To measure again, run that. Leave the machine alone meanwhile.

- Machine: ${cpu}, ${cores} cores, ${memory}, ${system}; load ${load}
- Node ${node}
- ${date}

## Goals

${[goalsTable(goals), ...missed(goals, reasons)].join("\n\n")}

## Milliseconds from the text on the screen, medians

${table(["Tools", "Policy: first squiggle", "Policy: first lens", "JSON: first squiggle"], rows)}

## Method

The same text, in which a comma is missing near the top, is opened as a policy and as JSON in turns, in the same window of a real
VS Code in a browser, with the packed extension and VS Code's own JSON extension. What counts is when the page has changed: from the
first words of the text to the first red line, and to the first line of lenses above a tool. Policies of a folder are checked before they are
opened, once the extension is awake: their red lines come with the text. _First in a window_ is no comparison: VS Code wakes its JSON
extension for its own settings when the window opens, and the first policy wakes ours.
`;
}

function goalsOf({ tools, warm }: OpeningResults): readonly JudgedGoal[] {
  const json = middle(warm.json, "squiggle");
  const of = (what: "squiggle" | "lens"): JudgedGoal => ({
    id: what,
    goal: `text on the screen → first ${what} of a policy of ${tools.toLocaleString("en")} tools / first squiggle of JSON`,
    measured: ratio(middle(warm.ours, what), json),
    unit: "×",
    remark: "",
    target: 1,
    wants: "at most",
  });
  return [of("squiggle"), of("lens")];
}

const reasons: Readonly<Record<string, string>> = {
  lens: "VS Code 1.139 waits for 250 ms at least before it asks for lenses, and as long before it resolves them (`CodeLensProvide` and `CodeLensResolve` in its workbench); it does not wait so for squiggles.",
};

function middle(openings: readonly Opening[], what: keyof Opening): number | undefined {
  return median(openings.flatMap((opening) => opening[what] ?? []));
}
