import type { CompletionResult } from "./catalogueWorker";
import type { EditingSamples } from "./editing";
import { ratio } from "./goal";
import { judge } from "./goals";
import type { Machine } from "./machine";
import { massRows } from "./massTable";
import { reasons } from "./reasons";
import type { Results } from "./results";
import { median } from "./statistics";
import { digits, goalsTable, missed, type Row, summary, table, times } from "./tables";

/** The tables of a run, the goals first. */
export function tables(results: Results): string {
  return [
    "## Goals",
    goalsTable(judge(results)),
    ...missed(judge(results), reasons),
    ...(results.hasBefore
      ? []
      : ["The commit that issue 16 compares with could not be built, so those goals are not here."]),
    "## Editing",
    "Milliseconds: median (p95). _Asked_: the JSON server without its debounce. _Publishing_: with it. _First diagnostics_: of more than 500 tools ours publishes what is wrong with the text first, and adds what the rules say when they have looked at every tool.",
    editingTable(results),
    "## Deciding",
    `${results.deciding.calls} different calls over 180 tools with one condition each, ${results.deciding.allowed} of them allowed; all engines decide alike.`,
    decidingTable(results),
    "## In bulk",
    "By the command line, with the start of its process; a log is streamed, so that a longer one needs no more memory. _Before_: the commit that issue 16 compares with.",
    massTable(results),
    "## Probing and comparing",
    "Milliseconds: median (p95), in a process of its own each time, from the text to the answer; in process, without its start.",
    reachTable(results),
    "## Catalogues",
    "Milliseconds. _Waiting_: the longest time that the process heard nothing else, the answer's JSON included.",
    cataloguesTable(results),
  ].join("\n\n");
}

/** The document that keeps a run. */
export function report(
  results: Results,
  machine: Machine,
  facts: { date: string; minutes: number; load: string },
): string {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`npm run bench\`; do not edit. To measure again, run that: it builds, takes about ${Math.ceil(facts.minutes)} minutes, and writes this file.
Leave the machine alone meanwhile. \`npm run bench -- --cpu-prof\` also writes CPU profiles into \`dist/bench\`.

- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory}, ${machine.system}; load ${facts.load}
- Node ${machine.node}; ${packages.join(", ")}
- ${facts.date}

${tables(results)}

## Method

All numbers are of one run. Ours and theirs take turns: process by process over standard input and output, edit by edit in
process, round by round when deciding. The client, its transport and its time are the same for both servers; the time includes
the client's part. Processes of one program differ by a third, so there are several of each, up to nine.

**Editing.** The policies are made up, the same in each run: of twenty tools nine are only listed, five
have a limit, six have predicates, most of them on arguments. The JSON server gets the published schema; that it validates is asserted at each edit, which breaks or
fixes the \`max\` of the last tool in turns, so that no text comes twice. An editor that can ask for diagnostics (VS Code does)
gets them without a pause; to any other the JSON server publishes them 500 ms after the last edit. The package of
the JSON server has many files, ours is one; VS Code ships its own as one, so a bundle of it is started as well. _Analysis alone_
is in process: \`takeSnapshot\` and \`diagnostics\` here, \`parseJSONDocument\` and \`doValidation\` there, on the same texts. The JSON
server checks no patterns and no literals, and has no limit that would spare it work on these texts. _Comma_ takes away
the comma before the last tool, and puts it back. _Letter_ is a change inside a new, half-typed key and a request for
completion in one go; the JSON server knows no tool names, so that its lists are short. Memory is what the process has resident
(VmRSS), with the document opened, and at the end of a session.

**Deciding.** Conditions are \`lte\`, \`eq\` and \`in\` by turns. Cedar has its policy set parsed beforehand (\`preparsePolicySet\`,
\`statefulIsAuthorized\`) and gets no entities; json-rules-engine has one prepared engine per tool. The floor is a \`Map\` with a
closure per tool.

**Catalogues.** In process, a new key in a policy of four tools; with nothing typed yet, and with \`create_invoice\` typed. Reading
a catalogue happens once; it has a column of its own, and is not in the waiting time.
`;
}

const measures: readonly {
  readonly what: string;
  readonly of: (samples: EditingSamples) => readonly number[];
}[] = [
  { what: "start → first diagnostics", of: ({ start }) => start },
  { what: "keystroke → diagnostics", of: ({ edit }) => edit },
  { what: "comma → diagnostics", of: ({ structureEdit }) => structureEdit },
  { what: "letter → completions", of: ({ letter }) => letter },
  { what: "first completion", of: ({ firstCompletion }) => firstCompletion },
  { what: "completion", of: ({ completion }) => completion },
  { what: "hover", of: ({ hover }) => hover },
  { what: "memory, opened, MB", of: ({ openedMemory }) => openedMemory.map(({ resident }) => resident) },
  { what: "memory, session, MB", of: ({ memory }) => memory.map(({ resident }) => resident) },
  { what: "memory, peak, MB", of: ({ memory }) => memory.map(({ peak }) => peak) },
];

function editingTable({ editing, compute }: Results): string {
  const rows: Row[] = [];
  for (const size of editing) {
    const { tools, ours, jsonPull, jsonPush, jsonBundled } = size;
    const named = `${tools.toLocaleString("en")} (${size.megabytes < 0.1 ? size.megabytes.toFixed(3) : size.megabytes.toFixed(1)} MB)`;
    for (const { what, of } of measures)
      rows.push([
        named,
        what,
        summary(of(ours), ours.overdue),
        summary(of(jsonPull), jsonPull.overdue),
        times(ratio(median(of(ours)), median(of(jsonPull)))),
        summary(of(jsonPush), jsonPush.overdue),
      ]);
    rows.push([
      named,
      "start, JSON server as one file",
      summary(ours.start, ours.overdue),
      summary(jsonBundled.start, jsonBundled.overdue),
      times(ratio(median(ours.start), median(jsonBundled.start))),
      "",
    ]);
    const alone = compute.find((result) => result.tools === tools);
    if (alone === undefined) continue;
    const kinds = [
      { what: "first problems alone, opened", key: "problems" },
      { what: "analysis alone, opened", key: "open" },
      { what: "analysis alone, keystroke", key: "edit" },
      { what: "analysis alone, comma", key: "structureEdit" },
    ] as const;
    for (const { what, key } of kinds)
      rows.push([
        named,
        what,
        summary(alone.ours[key], alone.ours.overdue),
        summary(alone.json[key], alone.json.overdue),
        times(ratio(median(alone.ours[key]), median(alone.json[key]))),
        "",
      ]);
  }
  return table(["Tools", "What", "Ours", "JSON server, asked", "Ratio", "JSON server, publishing"], rows);
}

function decidingTable({ deciding, hasBefore }: Results): string {
  const cedar = median(deciding.cedar);
  const row = (name: string, samples: readonly number[]): Row => {
    const rate = median(samples);
    return [name, rate === undefined ? "" : Math.round(rate).toLocaleString("en"), times(ratio(rate, cedar))];
  };
  return table(
    ["Engine", "Calls a second of processor time", "Of Cedar's"],
    [
      row("ours, with trace", deciding.oursTraced),
      row("ours, without trace", deciding.ours),
      ...(hasBefore
        ? [row("ours before, with trace", deciding.beforeTraced), row("ours before, without trace", deciding.before)]
        : []),
      row("Cedar", deciding.cedar),
      row("json-rules-engine", deciding.jsonRulesEngine),
      row("floor: a `Map` and a closure", deciding.floor),
    ],
  );
}

function massTable({ mass }: Results): string {
  const header = ["What", "Seconds", "CPU seconds", "MB", "Seconds before", "CPU seconds before", "MB before"];
  return table(header, massRows(mass));
}

function reachTable({ reach }: Results): string {
  return table(
    ["What", "Ours"],
    [
      ["probing the sample policy", summary(reach.probeSample, undefined)],
      ["probing 180 guarded tools", summary(reach.probeGuarded, undefined)],
      ["comparing 180 guarded tools, all of which differ", summary(reach.compareGuarded, undefined)],
      ["comparing 10,000 tools, of which ten differ", summary(reach.compareLarge, undefined)],
    ],
  );
}

function cataloguesTable({ catalogues }: Results): string {
  const rows = catalogues.flatMap(({ tools, result, overdue }): Row[] => {
    const count = tools.toLocaleString("en");
    if (result === undefined) return [[count, overdue ?? "", "", "", "", "", "", ""]];
    const row = (typed: string, completion: CompletionResult): Row => [
      count,
      typed,
      digits(result.read),
      digits(completion.first),
      summary(completion.warm, undefined),
      digits(completion.blocked),
      completion.items.toLocaleString("en"),
      completion.bytes === undefined ? "too long for a text" : `${digits(completion.bytes / 1000)} kB`,
    ];
    return [row("", result.everything), row("`create_invoice`", result.typed)];
  });
  return table(["Tools", "Typed", "Reading the catalogue", "First", "Warm", "Waiting", "Items", "Answer"], rows);
}
