import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { exampleInstant, instantForm, readInstant } from "../policy/decide/instant";
import { type JsonValue, toJson } from "../policy/text/json";
import { elementsOf, fieldValue, propertiesOf } from "../policy/text/navigate";
import { nearest } from "../policy/text/nearest";
import type { Problem } from "../policy/text/problem";
import { type Span, spanOf } from "../policy/text/span";
import { maximumDepth, nestingDepth } from "../policy/text/splitMembers";
import { syntaxProblems } from "../policy/text/syntaxProblems";
import { describeNode } from "../policy/words/describeValue";
import { grouped } from "../policy/words/plain/grouped";
import { listOf } from "../policy/words/plain/listOf";
import { quote } from "../policy/words/plain/quote";
import { readDuration } from "./duration";
import type { Expectation, PolicyTest, PolicyTestFile, TestedCall } from "./policyTestFile";

/** Milliseconds between two calls that say nothing of time. */
const step = 1_000;

/** More calls than this in one test would keep everything waiting. */
const mostRepetitions = 1_000_000;

/** The grant of a call that names none. */
const defaultGrant = "default";

/** A longer text is no test file, and would keep everything waiting; in characters. */
export const longestTestFile = 8_000_000;

const fields = {
  file: ["$schema", "policy", "tests"],
  test: ["name", "calls"],
  call: ["tool", "arguments", "grant", "at", "after", "repeat", "every", "expect"],
  expect: ["decision", "rule", "message", "counters"],
} as const;

/** Reads a test file, however broken: what can be read is there, and what is wrong is said. */
export function readPolicyTests(text: string): PolicyTestFile {
  const problems: Problem[] = [];
  const report: Report = (span, message, code = "policy-test") => {
    problems.push({ code, severity: "error", message, span });
  };
  const isBlank = text.trim() === "";
  const root =
    isBlank || text.length > longestTestFile || nestingDepth(text) > maximumDepth ? undefined : parse(text, report);
  if (isBlank)
    report({ start: 0, end: 0 }, 'The file is empty. A test file is an object with "tests".', "test-unreadable");
  else if (root === undefined && problems.length === 0)
    report({ start: 0, end: 0 }, "The file is too long or nested too deep to be a test file.", "test-unreadable");
  if (root !== undefined && root.type !== "object")
    report(spanOf(root), `A test file is an object with "tests", not ${describeNode(root)}.`);
  const reader = new Reader(report);
  const file = reader.file(root);
  return { ...file, root, problems: problems.sort((a, b) => a.span.start - b.span.start) };
}

/**
 * Says what is wrong. "policy-test" is what our JSON schema forbids, too; "test-syntax" is no JSON; what an editor with
 * the schema does not know has codes of its own.
 */
type Report = (
  span: Span,
  message: string,
  code?: "policy-test" | "test-syntax" | "test-unreadable" | "test-instant",
) => void;

function parse(text: string, report: Report): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  for (const { code, message, span } of syntaxProblems(text, errors, { start: 0, end: text.length })) {
    const end = Math.max(span.end, span.start + 1);
    report({ start: span.start, end }, code === "comment" ? noComments : message, "test-syntax");
  }
  return root;
}

/** What is said of a policy's comment would be wrong: no gateway reads a test file. */
const noComments = "JSON has no comments. Remove it.";

/** Reads part by part, and reports what a part cannot be. */
class Reader {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  file(root: Node | undefined): Omit<PolicyTestFile, "root" | "problems"> {
    this.#unknownFields(root, fields.file, "a test file");
    const tests = fieldValue(root, "tests");
    if (root?.type === "object" && tests === undefined)
      this.#report({ start: root.offset, end: root.offset + 1 }, 'A test file needs "tests", a list of tests.');
    return {
      policy: this.#text(fieldValue(root, "policy"), "policy"),
      tests: this.#list(tests, "tests").map((node, index) => this.#test(node, index)),
    };
  }

  #test(node: Node, index: number): PolicyTest {
    this.#unknownFields(node, fields.test, "a test");
    const calls = fieldValue(node, "calls");
    if (calls === undefined) this.#report(spanOf(node), 'A test needs "calls", a list of the calls that it makes.');
    const name = this.#text(fieldValue(node, "name"), "name");
    return {
      name: name === undefined || name.trim() === "" ? `test ${index + 1}` : name,
      calls: this.#list(calls, "calls").map((call) => this.#call(call)),
      span: spanOf(node),
    };
  }

  #call(node: Node): TestedCall {
    this.#unknownFields(node, fields.call, "a call");
    const tool = fieldValue(node, "tool");
    if (tool === undefined) this.#report(spanOf(node), 'A call needs "tool", the name of the tool that is called.');
    const args = fieldValue(node, "arguments");
    if (args !== undefined && args.type !== "object")
      this.#report(spanOf(args), `"arguments" must be an object, not ${describeNode(args)}.`);
    const expect = fieldValue(node, "expect");
    return {
      tool: this.#text(tool, "tool") ?? "",
      arguments: args === undefined ? emptyArguments : toJson(args),
      grant: this.#text(fieldValue(node, "grant"), "grant") ?? defaultGrant,
      at: this.#instant(fieldValue(node, "at")),
      after: this.#duration(fieldValue(node, "after"), "after") ?? step,
      repeat: this.#count(fieldValue(node, "repeat")),
      every: this.#duration(fieldValue(node, "every"), "every") ?? step,
      expect: expect === undefined ? undefined : this.#expectation(expect),
      span: spanOf(node),
    };
  }

  #expectation(node: Node): Expectation {
    this.#unknownFields(node, fields.expect, "what is expected");
    const message = fieldValue(node, "message");
    const counters = new Map<string, number>();
    const counted = fieldValue(node, "counters");
    if (counted !== undefined && counted.type !== "object")
      this.#report(spanOf(counted), `"counters" must be an object in braces, not ${describeNode(counted)}.`);
    for (const { name, value } of propertiesOf(counted))
      if (typeof value?.value === "number") counters.set(name, value.value);
      else if (value !== undefined) this.#report(spanOf(value), `A counter is a number, not ${describeNode(value)}.`);
    return {
      decision: this.#decision(fieldValue(node, "decision")),
      rule: this.#text(fieldValue(node, "rule"), "rule"),
      message: message?.type === "null" ? null : this.#text(message, "message"),
      counters,
      span: spanOf(node),
    };
  }

  #decision(node: Node | undefined): "allow" | "deny" | undefined {
    if (node === undefined || node.value === "allow" || node.value === "deny") return node?.value;
    this.#report(spanOf(node), `"decision" must be "allow" or "deny", not ${describeNode(node)}.`);
    return undefined;
  }

  #instant(node: Node | undefined): number | undefined {
    if (node === undefined) return undefined;
    const at = readInstant(node.value);
    if (at !== undefined) return at;
    const found = node.type === "string" ? quote(String(node.value)) : describeNode(node);
    // An editor's schema knows what an instant looks like, and not which days there are.
    const { value } = node;
    const isKnownToSchema = typeof value === "string" ? !instantForm.test(value) : typeof value !== "number";
    this.#report(
      spanOf(node),
      `"at" must be an instant like "${exampleInstant}", not ${found}.`,
      isKnownToSchema ? undefined : "test-instant",
    );
    return undefined;
  }

  #duration(node: Node | undefined, field: string): number | undefined {
    const text = this.#text(node, field);
    if (text === undefined || node === undefined) return undefined;
    const read = readDuration(text);
    if (read === undefined)
      this.#report(spanOf(node), `${quote(field)} must be a duration like "5s", "2m" or "1h", not ${quote(text)}.`);
    return read;
  }

  #count(node: Node | undefined): number {
    if (node === undefined) return 1;
    const { value } = node;
    if (Number.isInteger(value) && value >= 1 && value <= mostRepetitions) return value;
    this.#report(spanOf(node), `"repeat" must be a whole number from 1 to ${grouped(mostRepetitions)}.`);
    return 1;
  }

  #text(node: Node | undefined, field: string): string | undefined {
    if (node === undefined) return undefined;
    if (node.type === "string") return String(node.value);
    this.#report(spanOf(node), `${quote(field)} must be a string, not ${describeNode(node)}.`);
    return undefined;
  }

  #list(node: Node | undefined, field: string): readonly Node[] {
    if (node !== undefined && node.type !== "array")
      this.#report(spanOf(node), `${quote(field)} must be a list in brackets, not ${describeNode(node)}.`);
    return elementsOf(node);
  }

  #unknownFields(node: Node | undefined, known: readonly string[], place: string): void {
    if (node !== undefined && node.type !== "object" && place !== "a test file")
      this.#report(spanOf(node), `This is ${place} and must be an object in braces, not ${describeNode(node)}.`);
    for (const { name, key } of propertiesOf(node)) {
      if (known.includes(name)) continue;
      const guess = nearest(name, known);
      const advice =
        guess === undefined ? `It knows ${listOf(known.map(quote), "and")}` : `Did you mean ${quote(guess)}`;
      this.#report(
        spanOf(key),
        `Unknown field ${quote(name)} in ${place}. ${advice}${guess === undefined ? "." : "?"}`,
      );
    }
  }
}

const emptyArguments: JsonValue = {};
