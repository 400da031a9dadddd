import { parseTree } from "jsonc-parser";
import type { Call } from "../policy/decide/decide";
import type { Decision } from "../policy/decide/decision";
import { indentBefore, layoutOf, printInline } from "../policy/edit/layout";
import { isJsonObject } from "../policy/text/json";
import { fieldValue } from "../policy/text/navigate";
import { type Span, spanOf } from "../policy/text/span";
import { applyEdits, type TextEdit } from "../policy/text/textEdit";
import { notKnownInWords } from "../policy/words/notKnownInWords";
import { printDuration } from "./duration";
import { longestTestFile, readPolicyTests } from "./readPolicyTests";

/** A call, and what became of it. */
export interface DecidedCall {
  readonly call: Call;
  readonly decision: Decision;
  /** What the test expects instead of this decision. */
  readonly expect?: "deny";
}

/** The whole text of a test file with one more test at its end; or why it cannot be written, in a sentence. */
export type WrittenTest = { readonly text: string; readonly span: Span } | { readonly refused: string };

/**
 * Writes calls with their decisions as a test, so that it passes as long as they are decided alike. `text` is the file as
 * it is, "" for a new one; `policy` is the path that a new file names.
 */
export function writePolicyTest(
  text: string,
  policy: string,
  name: string,
  decided: readonly DecidedCall[],
): WrittenTest {
  const refused = whyNot(decided);
  if (refused !== undefined) return { refused };
  if (text.trim() === "") return finish("", startFile(policy, name, decided));
  const file = readPolicyTests(text);
  const [problem] = file.problems.filter(({ severity }) => severity === "error");
  if (problem !== undefined) return { refused: `Fix the file first. ${problem.message}` };
  return finish(text, addTest(text, nameBeside(name, new Set(file.tests.map((test) => test.name))), decided));
}

/** What a test file cannot hold. */
function whyNot(decided: readonly DecidedCall[]): string | undefined {
  for (const [index, { call, decision }] of decided.entries()) {
    if (!isJsonObject(call.arguments ?? {}))
      return `The arguments of call ${index + 1} are not an object, and a test file contains only objects.`;
    if (decision.reason.kind === "not-known")
      return `The decision on call ${index + 1} is not known, and a test cannot expect it. ${notKnownInWords(decision.reason.because)}`;
    if (isoInstant(call.at) === undefined) return `The instant of call ${index + 1} lies too far away to be written.`;
  }
  return undefined;
}

function finish(text: string, edit: TextEdit | undefined): WrittenTest {
  const after = edit === undefined ? text : applyEdits(text, [edit]);
  const test = readPolicyTests(after).tests.at(-1);
  if (edit === undefined || test === undefined) return { refused: 'The file has no list "tests" to add to.' };
  return after.length > longestTestFile
    ? { refused: "The file would become too long to be read." }
    : { text: after, span: test.span };
}

function startFile(policy: string, name: string, decided: readonly DecidedCall[]): TextEdit {
  const test = printTest(name, decided, "    ", "  ", "\n");
  const newText = `{\n  "policy": ${JSON.stringify(policy)},\n  "tests": [\n    ${test}\n  ]\n}\n`;
  return { span: { start: 0, end: 0 }, newText };
}

/** Puts the test behind the last one, or into the empty list. */
function addTest(text: string, name: string, decided: readonly DecidedCall[]): TextEdit | undefined {
  const tests = fieldValue(parseTree(text), "tests");
  if (tests?.type !== "array") return undefined;
  const { eol, insertSpaces, tabSize } = layoutOf(text);
  const unit = insertSpaces ? " ".repeat(tabSize) : "\t";
  const last = tests.children?.at(-1);
  if (last !== undefined) {
    const indent = indentBefore(text, last.offset) ?? unit.repeat(2);
    const { end } = spanOf(last);
    return { span: { start: end, end }, newText: `,${eol}${indent}${printTest(name, decided, indent, unit, eol)}` };
  }
  const indent = unit.repeat(2);
  const newText = `[${eol}${indent}${printTest(name, decided, indent, unit, eol)}${eol}${unit}]`;
  return { span: spanOf(tests), newText };
}

/** A test with one line for each call, on a line with this indentation. */
function printTest(name: string, decided: readonly DecidedCall[], indent: string, unit: string, eol: string): string {
  const inner = indent + unit;
  const calls = foldCalls(decided).map((call) => inner + unit + printInline(call));
  return [
    "{",
    `${inner}"name": ${JSON.stringify(name)},`,
    `${inner}"calls": [`,
    calls.join(`,${eol}`),
    `${inner}]`,
    `${indent}}`,
  ].join(eol);
}

/** A call as a test file has it; the order of the fields is that of the file. */
interface WrittenCall {
  readonly tool: string;
  readonly arguments: unknown;
  readonly grant: string | undefined;
  readonly at: string | undefined;
  readonly after: string | undefined;
  readonly repeat: number | undefined;
  readonly every: string | undefined;
  readonly expect: {
    readonly decision: string;
    readonly rule: string | undefined;
    readonly message: string | undefined;
  };
}

/** Milliseconds between two calls that say nothing of time. */
const step = 1_000;

/** The calls, with those that follow each other alike, evenly spaced, as one that is repeated. */
function foldCalls(decided: readonly DecidedCall[]): WrittenCall[] {
  const written: WrittenCall[] = [];
  for (let first = 0; first < decided.length; ) {
    const current = decided[first] as DecidedCall;
    const next = decided[first + 1];
    const every = next === undefined ? 0 : next.call.at - current.call.at;
    let times = 1;
    while (every >= 0 && isRepetition(decided[first + times - 1], decided[first + times], every)) times++;
    const previous = decided[first - 1];
    written.push(writtenCall(current, previous && current.call.at - previous.call.at, times, every));
    first += times;
  }
  return written;
}

function isRepetition(before: DecidedCall | undefined, after: DecidedCall | undefined, every: number): boolean {
  return (
    before !== undefined &&
    after !== undefined &&
    after.call.at - before.call.at === every &&
    after.call.tool === before.call.tool &&
    after.call.grant === before.call.grant &&
    after.decision.outcome === before.decision.outcome &&
    after.decision.rule === before.decision.rule &&
    after.decision.message === before.decision.message &&
    printInline(after.call.arguments) === printInline(before.call.arguments)
  );
}

function writtenCall(
  { call, decision, expect }: DecidedCall,
  sincePrevious: number | undefined,
  times: number,
  every: number,
): WrittenCall {
  const hasArguments = Object.keys(call.arguments ?? {}).length > 0;
  // Time that runs back, too, can only be said by an instant.
  const isAbsolute = sincePrevious === undefined || sincePrevious < 0;
  return {
    tool: call.tool,
    arguments: hasArguments ? call.arguments : undefined,
    grant: call.grant === "default" ? undefined : call.grant,
    at: isAbsolute ? isoInstant(call.at) : undefined,
    after: isAbsolute || sincePrevious === step ? undefined : printDuration(sincePrevious),
    repeat: times === 1 ? undefined : times,
    every: times === 1 || every === step ? undefined : printDuration(every),
    expect:
      expect !== undefined
        ? { decision: expect, rule: undefined, message: undefined }
        : {
            decision: decision.outcome,
            // Which check denies is not known, although one surely does.
            rule: decision.outcome === "allow" || decision.earlierDoubt !== null ? undefined : decision.rule,
            message: decision.earlierDoubt === null ? (decision.message ?? undefined) : undefined,
          },
  };
}

/** An instant as test files write it; undefined for one with a year of more than four digits, or none at all. */
function isoInstant(at: number): string | undefined {
  const isWritable = Number.isInteger(at) && at >= -62_135_596_800_000 && at <= 253_402_300_799_999;
  return isWritable ? new Date(at).toISOString().replace(/\.000Z$/, "Z") : undefined;
}

/** The name, with a number behind it if another test has it. */
function nameBeside(name: string, taken: ReadonlySet<string>): string {
  let unique = name;
  for (let number = 2; taken.has(unique); number++) unique = `${name} ${number}`;
  return unique;
}
