/** Part 1: editing over standard input and output, ours and VS Code's JSON server by turns. */
import { performance } from "node:perf_hooks";
import type { Diagnostic } from "vscode-languageserver-protocol";
import { type EditScript, editScript } from "./edits";
import { BenchClient, type Memory } from "./lspClient";
import type { BenchPolicy } from "./policies";
import { before, hasBefore, jsonBundled, jsonPull, jsonPush, ours, type ServerKind } from "./servers";
import type { Repetitions } from "./sizes";
import { TimeLimitError } from "./timeLimit";

/** The samples of one server at one size: milliseconds, and MB. */
export interface EditingSamples {
  /** Start of the process → first diagnostics. */
  readonly start: number[];
  /** A value is broken or fixed → diagnostics. */
  readonly edit: number[];
  /** A comma between two tools goes or comes → diagnostics. */
  readonly structureEdit: number[];
  /** A letter of a half-typed tool name → completion list. */
  readonly letter: number[];
  /** The first completion of a session, which loads what it needs (our catalogue). */
  readonly firstCompletion: number[];
  /** Every completion of a tool name in a text that rests, the first ones included. */
  readonly completion: number[];
  readonly hover: number[];
  /** With the document opened, and nothing else done. */
  readonly openedMemory: Memory[];
  /** At the end of a session: all of the above done. */
  readonly memory: Memory[];
  /** How many items a completion had. */
  items: number;
  /** How large the list was, in kB. */
  completionKilobytes: number;
  /** What was given up, if anything. */
  overdue: string | undefined;
}

/** What was measured at one size. */
export interface EditingResult {
  readonly tools: number;
  readonly megabytes: number;
  readonly ours: EditingSamples;
  readonly jsonPull: EditingSamples;
  readonly jsonPush: EditingSamples;
  /** Started only. */
  readonly jsonBundled: EditingSamples;
  /** Edits and commas only; without samples where it could not be built. */
  readonly before: EditingSamples;
}

/** Measures at one size. */
export async function measureEditing(policy: BenchPolicy, plan: Repetitions): Promise<EditingResult> {
  const script = editScript(policy);
  const result = {
    tools: policy.tools,
    megabytes: policy.text.length / 1e6,
    ours: noSamples(),
    jsonPull: noSamples(),
    jsonPush: noSamples(),
    jsonBundled: noSamples(),
    before: noSamples(),
  };
  const editsOnly = { ...plan, letters: 0, requests: 0 };
  const startOnly = { ...plan, edits: 0, warmUp: 0, structureEdits: 0, letters: 0, requests: 0 };
  for (let session = 0; session < plan.sessions; session++) {
    // The first to run may find a colder machine: they take turns at that too.
    const turns = [
      () => runSession(ours, policy, script, plan, result.ours),
      () => runSession(jsonPull, policy, script, plan, result.jsonPull),
      () => runSession(jsonBundled, policy, script, startOnly, result.jsonBundled),
      ...(hasBefore ? [() => runSession(before, policy, script, editsOnly, result.before)] : []),
    ];
    if (session % 2 === 1) turns.reverse();
    for (const run of turns) await run();
  }
  const published = { ...startOnly, edits: plan.published };
  await runSession(jsonPush, policy, script, published, result.jsonPush);
  return result;
}

function noSamples(): EditingSamples {
  return {
    start: [],
    edit: [],
    structureEdit: [],
    letter: [],
    firstCompletion: [],
    completion: [],
    hover: [],
    openedMemory: [],
    memory: [],
    items: 0,
    completionKilobytes: 0,
    overdue: undefined,
  };
}

async function runSession(
  kind: ServerKind,
  policy: BenchPolicy,
  script: EditScript,
  plan: Repetitions,
  samples: EditingSamples,
): Promise<void> {
  if (samples.overdue !== undefined) return;
  const startedAt = performance.now();
  const client = new BenchClient(kind);
  try {
    expectProblems(kind, await client.open(policy.text), false);
    samples.start.push(performance.now() - startedAt);
    keepMemory(client, samples.openedMemory);
    await client.reviewed();

    for (let index = 0; index < plan.warmUp + plan.edits; index++) {
      const edit = script.valueEdit(index);
      const { milliseconds, value } = await timed(() => client.edit(edit));
      expectProblems(kind, value, edit.breaks);
      if (index >= plan.warmUp) samples.edit.push(milliseconds);
    }

    for (let index = 0; index < plan.requests; index++) {
      const completion = await timed(() => client.complete(script.name));
      const hover = await timed(() => client.hover(script.name));
      if (hover.value === null) throw new Error(`${kind.name} has no hover`);
      samples.items = completion.value.length;
      samples.completionKilobytes = client.completionKilobytes();
      if (index === 0) samples.firstCompletion.push(completion.milliseconds);
      samples.completion.push(completion.milliseconds);
      samples.hover.push(hover.milliseconds);
    }

    for (let index = 0; index < plan.structureEdits; index++) {
      const edit = script.structureEdit(index);
      const { milliseconds, value } = await timed(() => client.edit(edit));
      expectProblems(kind, value, edit.breaks);
      samples.structureEdit.push(milliseconds);
    }

    if (plan.letters > 0) {
      await client.edit(script.startKey);
      for (let index = 0; index < plan.letters; index++) {
        const { milliseconds } = await timed(() =>
          client.editAndComplete(script.keyLetter(index), script.behindLetter(index)),
        );
        samples.letter.push(milliseconds);
      }
      expectProblems(kind, await client.edit(script.dropKey(plan.letters)), false);
    }

    keepMemory(client, samples.memory);
  } catch (error) {
    if (!(error instanceof TimeLimitError)) throw error;
    samples.overdue = error.message;
  } finally {
    client.stop();
  }
}

function keepMemory(client: BenchClient, kept: Memory[]): void {
  const memory = client.memory();
  if (memory !== undefined) kept.push(memory);
}

/** A server that sees no problem in a broken text, or one in a good text, is not measured but refused. */
function expectProblems(kind: ServerKind, diagnostics: readonly Diagnostic[], expected: boolean): void {
  if (diagnostics.length > 0 === expected) return;
  const found = diagnostics.map(({ message }) => message).slice(0, 3);
  throw new Error(`${kind.name}: ${expected ? "no problem in a broken text" : `problems in a good text: ${found}`}`);
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ milliseconds: number; value: Value }> {
  const startedAt = performance.now();
  const value = await work();
  return { milliseconds: performance.now() - startedAt, value };
}
