import type { Node } from "jsonc-parser";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-types";
import type { Denial } from "../../policy/decide/denial";
import { duplicateKeysWithin } from "../../policy/model/duplicateKeys";
import type { Policy } from "../../policy/model/policy";
import { fieldValue, propertiesOf } from "../../policy/text/navigate";
import { nearest } from "../../policy/text/nearest";
import type { Severity } from "../../policy/text/problem";
import { type Span, spanOf } from "../../policy/text/span";
import { quote, quoteWithin } from "../../policy/words/plain/quote";
import { visibleText } from "../../policy/words/plain/visibleText";
import type { TestedCall } from "../../policyTests/policyTestFile";
import { counterKeys, counterKeysOf, possibleDenials } from "../../policyTests/possibleDenials";
import { diagnosticSource, severityOf } from "../diagnostics/problemDiagnostics";
import type { Environment } from "../environment";
import { checkArguments } from "../simulation/checkArguments";
import { misspeltTool } from "./misspeltTool";
import { callNodes, type OpenTestFile } from "./openTestFile";
import { testFileProblems } from "./testFileProblems";

/** Says one thing about the file. */
type Say = (code: string, severity: Severity, span: Span, message: string) => void;

/** What the editor itself says of a test file: nothing, or what our JSON schema knows; then also of what is no JSON. */
export interface EditorsPart {
  readonly hasSchema: boolean;
  /** Whether comments and trailing commas are JSON to the editor. */
  readonly isLenient: boolean;
  /** The folders of a checkout; see `testFileProblems`. */
  readonly roots?: readonly string[];
}

/**
 * What is wrong with a test file. An editor that validates by our JSON schema has said what the schema knows; the rest is
 * what only the reader of test files, the policy and the catalogue can tell.
 */
export function testDiagnostics(open: OpenTestFile, environment: Environment, editor: EditorsPart): Diagnostic[] {
  const found: Diagnostic[] = [];
  const say: Say = (code, severity, span, message) => {
    found.push({
      range: open.places.range(span),
      severity: severityOf(severity),
      code,
      source: diagnosticSource,
      message: visibleText(message),
    });
  };
  const duplicates = open.root === undefined ? [] : duplicateKeysWithin(open.root);
  for (const { code, severity, span, message } of open.file.problems)
    if (!isSaidByEditor(code, editor)) say(code, severity, span, message);
  if (!editor.hasSchema) for (const { code, span, message } of duplicates) say(code, "warning", span, message);
  for (const { code, severity, span, message } of testFileProblems(open.uri, open.file, editor.roots ?? []))
    say(code, severity, span, message);
  checkPolicy(open, say);
  const context: Context = {
    open,
    environment,
    say,
    duplicates: new Set(duplicates.map(({ span }) => span.start)),
    denials: new Map(),
  };
  const nodes = callNodes(open);
  for (const [test, { calls }] of open.file.tests.entries())
    for (const [index, call] of calls.entries()) {
      const node = nodes[test]?.[index];
      if (node !== undefined) checkCall(context, call, node);
    }
  return found;
}

function isSaidByEditor(code: string, { hasSchema, isLenient }: EditorsPart): boolean {
  return hasSchema && (code === "policy-test" || (code === "test-syntax" && !isLenient));
}

/** What the checks of one call share. */
interface Context {
  readonly open: OpenTestFile;
  readonly environment: Environment;
  readonly say: Say;
  /** Where keys stand that are written twice: that is said once, for the whole file. */
  readonly duplicates: ReadonlySet<number>;
  /** What the policy can say to a tool, once it was asked. */
  readonly denials: Map<string, readonly Denial[]>;
}

/** That there is no policy is said where it is named; else where its name belongs. */
function checkPolicy({ noPolicy, root, file }: OpenTestFile, say: Say): void {
  if (noPolicy === undefined || root === undefined) return;
  const named = fieldValue(root, "policy");
  if (named?.type === "string") say("test-policy", "warning", spanOf(named), noPolicy);
  else if (file.policy === undefined && named === undefined)
    say(
      "test-policy",
      "warning",
      { start: root.offset, end: root.offset + 1 },
      `${noPolicy} "policy" can name another.`,
    );
}

function checkCall(context: Context, call: TestedCall, node: Node): void {
  const { open, environment, say } = context;
  const isExpectedDenied = call.expect?.decision === "deny";
  const expect = fieldValue(node, "expect");
  checkTool(open, call, node, environment, say);
  // A test may well show that a call with wrong arguments is denied.
  if (!isExpectedDenied) checkCallArguments(context, call, node);
  if (checkExpectation(call, expect, say) && open.policy !== undefined) {
    checkDenial(context, open.policy.policy, call, expect);
    checkCounters(open.policy.policy, call, expect, say);
  }
}

function checkTool({ policy }: OpenTestFile, call: TestedCall, node: Node, { catalogue }: Environment, say: Say): void {
  const name = fieldValue(node, "tool");
  if (name?.type !== "string" || policy === undefined) return;
  const misspelt = misspeltTool(policy.policy, catalogue, call);
  // That a misspelt tool is denied may be what the test is about.
  const severity = call.expect?.decision === "deny" ? "information" : "warning";
  if (misspelt !== undefined) say("test-unknown-tool", severity, spanOf(name), misspelt);
}

/** What the tool's own server would refuse: a call that never comes to pass proves little. */
function checkCallArguments({ open, environment, say, duplicates }: Context, { tool }: TestedCall, node: Node): void {
  const args = fieldValue(node, "arguments");
  if (args?.type !== "object") return;
  const { start, end } = spanOf(args);
  const excerpt = TextDocument.create("", "json", 0, open.text.slice(start, end));
  const checked = checkArguments(excerpt.getText(), tool, environment);
  if (!checked.isJson) return;
  for (const { message, range } of checked.problems) {
    const span =
      range === null
        ? { start, end: start + 1 }
        : { start: start + excerpt.offsetAt(range.start), end: start + excerpt.offsetAt(range.end) };
    if (!duplicates.has(span.start)) say("test-arguments", "information", span, message);
  }
}

/** What no decision can be at once; false when something was said. */
function checkExpectation({ expect }: TestedCall, node: Node | undefined, say: Say): boolean {
  if (expect === undefined || node === undefined) return true;
  const claims = [
    { field: "decision", claim: expect.decision },
    { field: "rule", claim: expect.rule === undefined ? undefined : expect.rule === "" ? "allow" : "deny" },
    { field: "message", claim: expect.message === undefined ? undefined : expect.message === null ? "allow" : "deny" },
  ].filter(({ claim }) => claim !== undefined);
  const [first, ...others] = claims;
  const contradicting = others.filter(({ claim }) => claim !== first?.claim);
  for (const { field } of contradicting)
    say(
      "test-contradiction",
      "warning",
      spanOf(fieldValue(node, field) ?? node),
      first?.claim === "allow"
        ? `An allowed call has no ${field}: this test can never pass.`
        : `A denied call has a ${field}: this test can never pass.`,
    );
  return contradicting.length === 0;
}

/** A rule or a message that the policy has for no call of this tool. */
function checkDenial(context: Context, policy: Policy, { tool, expect }: TestedCall, node: Node | undefined): void {
  if (expect === undefined || tool === "") return;
  const denials = context.denials.get(tool) ?? possibleDenials(policy, tool);
  context.denials.set(tool, denials);
  for (const field of ["rule", "message"] as const) {
    const expected = expect[field];
    const value = fieldValue(node, field);
    if (typeof expected !== "string" || expected === "" || value === undefined) continue;
    const possible = new Set(denials.map((denial) => denial[field]));
    if (possible.has(expected)) continue;
    context.say(`test-unknown-${field}`, "warning", spanOf(value), impossible(tool, field, expected, [...possible]));
  }
}

function impossible(tool: string, field: string, expected: string, possible: readonly string[]): string {
  const [only] = possible;
  const meant = possible.length === 1 ? undefined : nearest(expected, possible);
  const advice =
    only === undefined
      ? " It denies none."
      : possible.length === 1
        ? ` It can only be ${inFull(only)}.`
        : meant === undefined
          ? ""
          : ` Did you mean ${inFull(meant)}?`;
  return `The policy denies no call of ${quote(tool)} with this ${field}: this test can never pass.${advice}`;
}

/** What a person is to write, as long as it is no novel. */
function inFull(text: string): string {
  return quoteWithin(text, 300);
}

function checkCounters(policy: Policy, { tool }: TestedCall, expect: Node | undefined, say: Say): void {
  const counters = propertiesOf(fieldValue(expect, "counters"));
  if (counters.length === 0) return;
  const own = counterKeysOf(policy, tool);
  for (const { name, key } of counters) {
    if (own.has(name)) continue;
    const known = counterKeys(policy);
    const meant = nearest(name, own) ?? nearest(name, known);
    const sentence = known.has(name)
      ? `A call of ${quote(tool)} does not count ${quote(name)}: this test can never pass.`
      : `The policy has no counter ${quote(name)}.`;
    const advice = known.has(name)
      ? ""
      : meant === undefined
        ? " Counters are named like tools/ssh_execute/ssh_execute_rate."
        : ` Did you mean ${quote(meant)}?`;
    say("test-unknown-counter", "warning", spanOf(key), `${sentence}${advice}`);
  }
}
