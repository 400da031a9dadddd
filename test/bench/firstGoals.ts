import type { CompletionResult } from "./catalogueWorker";
import type { EditingSamples } from "./editing";
import { atSize, inTime, type JudgedGoal, ratio, worst } from "./goal";
import type { Results } from "./results";
import { median, p95 } from "./statistics";

/** The goals of issue 3, with what this run measured. */
export function firstGoals({ editing, compute, deciding, reach, catalogues }: Results): readonly JudgedGoal[] {
  const ten = atSize(editing, 10_000);
  const tenCompute = atSize(compute, 10_000);
  const catalogue = atSize(catalogues, 10_000)?.result;
  const hugeCatalogue = atSize(catalogues, 500_000)?.result;
  const traced = ratio(median(deciding.oursTraced), median(deciding.cedar));
  const untraced = ratio(median(deciding.ours), median(deciding.cedar));

  const overSizes = (measure: (samples: EditingSamples) => number | undefined) =>
    worst(editing.map(({ tools, ours, jsonPull }) => [tools, ratio(inTime(ours, measure(ours)), measure(jsonPull))]));
  return [
    {
      id: "edit-against-compute",
      goal: "keystroke → diagnostics at 10,000 tools, ours with transport / the JSON server's analysis alone",
      measured: ratio(median(ten?.ours.edit ?? []), median(tenCompute?.json.edit ?? [])),
      unit: "×",
      remark: "",
      target: 0.1,
      wants: "at most",
    },
    {
      id: "growth",
      goal: "our analysis of an edit, 100,000 tools / 1,000 tools: the document grows 100×",
      measured: ratio(
        median(atSize(compute, 100_000)?.ours.edit ?? []),
        median(atSize(compute, 1_000)?.ours.edit ?? []),
      ),
      unit: "×",
      remark: "",
      target: 25,
      wants: "at most",
    },
    {
      id: "edit-never-slower",
      goal: "keystroke → diagnostics at any size, ours / the JSON server without its debounce",
      ...overSizes((samples) => median(samples.edit)),
      unit: "×",
      target: 1,
      wants: "at most",
    },
    {
      id: "analysis-never-slower",
      goal: "analysis of an edit alone at any size, ours / the JSON server's",
      ...worst(
        compute.map(({ tools, ours, json }) => [tools, ratio(inTime(ours, median(ours.edit)), median(json.edit))]),
      ),
      unit: "×",
      target: 1,
      wants: "at most",
    },
    {
      id: "structure-never-slower",
      goal: "an edit that breaks or fixes the outer structure → diagnostics at any size, ours / the JSON server without its debounce",
      ...overSizes((samples) => median(samples.structureEdit)),
      unit: "×",
      target: 1,
      wants: "at most",
    },
    {
      id: "start",
      goal: "process start → first diagnostics at any size, ours / the JSON server without its debounce",
      ...overSizes((samples) => median(samples.start)),
      unit: "×",
      target: 1,
      wants: "at most",
    },
    {
      id: "start-bundled",
      goal: "the same, with the JSON server made one file, as VS Code ships it",
      ...worst(
        editing.map(({ tools, ours, jsonBundled }) => [
          tools,
          ratio(inTime(ours, median(ours.start)), median(jsonBundled.start)),
        ]),
      ),
      unit: "×",
      target: 1,
      wants: "at most",
    },
    {
      id: "memory",
      goal: "resident memory after a session at any size, ours / the JSON server",
      ...overSizes((samples) => median(samples.memory.map(({ resident }) => resident))),
      unit: "×",
      target: 1.2,
      wants: "at most",
    },
    {
      id: "memory-opened",
      goal: "resident memory with the document opened at any size, ours / the JSON server",
      ...overSizes((samples) => median(samples.openedMemory.map(({ resident }) => resident))),
      unit: "×",
      target: 1.2,
      wants: "at most",
    },
    {
      id: "completion",
      goal: "completion of a tool name at 10,000 tools, p95",
      measured: p95(ten?.ours.completion ?? []),
      unit: "ms",
      remark: "",
      target: 20,
      wants: "under",
    },
    {
      id: "letter",
      goal: "a letter of a half-typed tool name → completion list at 10,000 tools, p95",
      measured: p95(ten?.ours.letter ?? []),
      unit: "ms",
      remark: "",
      target: 20,
      wants: "under",
    },
    {
      id: "hover",
      goal: "hover at 10,000 tools, p95",
      measured: p95(ten?.ours.hover ?? []),
      unit: "ms",
      remark: "",
      target: 20,
      wants: "under",
    },
    {
      id: "decide-traced",
      goal: "calls a second with trace, ours / Cedar",
      measured: traced,
      unit: "×",
      remark: "",
      target: 25,
      wants: "at least",
    },
    {
      id: "decide",
      goal: "calls a second without trace, ours / Cedar",
      measured: untraced,
      unit: "×",
      remark: "",
      target: 100,
      wants: "at least",
    },
    {
      id: "probe-sample",
      goal: "probing the sample policy, from its text to the calls that get through",
      measured: median(reach.probeSample),
      unit: "ms",
      remark: "",
      target: 1_000,
      wants: "under",
    },
    {
      id: "probe-guarded",
      goal: "probing 180 tools that each have a naive condition",
      measured: median(reach.probeGuarded),
      unit: "ms",
      remark: "",
      target: 3_000,
      wants: "under",
    },
    {
      id: "compare-guarded",
      goal: "the difference of two policies of 180 guarded tools, all of which differ",
      measured: median(reach.compareGuarded),
      unit: "ms",
      remark: "",
      target: 1_000,
      wants: "under",
    },
    {
      id: "compare-large",
      goal: "the difference of two policies of 10,000 tools, of which ten differ",
      measured: median(reach.compareLarge),
      unit: "ms",
      remark: "",
      target: 2_000,
      wants: "under",
    },
    {
      id: "catalogue-10000",
      goal: "completion from a catalogue of 10,000 tools, p95",
      measured: slower(catalogue, ({ warm }) => p95(warm)),
      unit: "ms",
      remark: "",
      target: 20,
      wants: "under",
    },
    {
      id: "catalogue-10000-first",
      goal: "the first completion from a catalogue of 10,000 tools",
      measured: catalogue?.everything.first,
      unit: "ms",
      remark: "",
      target: 20,
      wants: "under",
    },
    {
      id: "catalogue-500000",
      goal: "longest time that a catalogue of 500,000 tools keeps a keystroke waiting",
      measured: slower(hugeCatalogue, ({ blocked }) => blocked),
      unit: "ms",
      remark: "",
      target: 100,
      wants: "under",
    },
  ];
}

/** Of a completion with and without a typed word, the one that takes longer. */
function slower(
  result: { readonly everything: CompletionResult; readonly typed: CompletionResult } | undefined,
  measure: (result: CompletionResult) => number | undefined,
): number | undefined {
  if (result === undefined) return undefined;
  return Math.max(
    measure(result.everything) ?? Number.POSITIVE_INFINITY,
    measure(result.typed) ?? Number.POSITIVE_INFINITY,
  );
}
