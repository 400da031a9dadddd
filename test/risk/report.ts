import { readFileSync } from "node:fs";
import { severities } from "../../server/src/risk/severity";
import { table } from "../bench/tables";
import { agreement, type PublishedFact } from "./agreement";

const kinds = [
  ["rationale", "pages that give a reason"],
  ["keyword", "pages made by matching words, with plain mistakes"],
] as const;

/** The facts of a file with one in each line. */
export function publishedFacts(path: string): readonly PublishedFact[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): PublishedFact => JSON.parse(line));
}

/** The page of the documentation, in Markdown. */
export function report(facts: readonly PublishedFact[], today: string): string {
  const measured = kinds.map(([kind, name]) => ({ name, ...agreement(facts.filter((fact) => fact.kind === kind)) }));
  const row = (title: string, cell: (each: (typeof measured)[number]) => string): readonly string[] => [
    title,
    ...measured.map(cell),
  ];
  const rows = [
    row("classes, servers", (each) => `${each.facts}, ${each.servers}`),
    row("same category", (each) => percent(each.category)),
    row("same category, in the worst of five parts of the servers", (each) => percent(each.worstPart)),
    row("risk the same or one step away", (each) => percent(each.riskWithinOneStep)),
    ...severities.map((category) =>
      row(`${category}: put there, of`, ({ found }) => (found.get(category) ?? []).join(" of ")),
    ),
    row("Execute, Destructive or Financial called Read", (each) => String(each.calledRead)),
  ];
  return `# How risk agrees with published classes

Written by \`npm run risk -- FILE\`, ${today}; do not edit. FILE has a published class of a tool in each line.

${table(
  row("", ({ name }) => name),
  rows,
)}

Nothing is trained: the words that a name or a description is judged by are a list that people wrote, the last of them after a look
at the first column. So that column does not say how well servers are judged that nobody has looked at; before those words it was 83 %
of the categories and 96 % of the risks. The classes contradict each other for some names, such as \`send_email\` and \`generate_image\`. Schemas and
hints, which count in the product, are not part of this data.
`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
