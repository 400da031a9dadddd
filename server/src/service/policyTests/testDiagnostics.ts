import type { Node } from "jsonc-parser";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-types";
import { fieldValue, propertiesOf } from "../../policy/navigate";
import { nearest } from "../../policy/nearest";
import type { Policy } from "../../policy/policy";
import type { Severity } from "../../policy/problem";
import { type Span, spanOf } from "../../policy/span";
import { quote } from "../../policy/wording";
import type { TestedCall } from "../../policyTests/policyTestFile";
import { checkArguments } from "../checkArguments";
import { diagnosticSource, severityOf } from "../diagnostics";
import type { Environment } from "../environment";
import { callNodes, type OpenTestFile } from "./openTestFile";

/** Says one thing about the file. */
type Say = (code: string, severity: Severity, span: Span, message: string) => void;

/**
 * What is wrong with a test file. An editor that validates by our JSON schema has said what the schema knows; the rest is
 * what only the policy and the catalogue can tell.
 */
export function testDiagnostics(open: OpenTestFile, environment: Environment, hasSchema: boolean): Diagnostic[] {
  const found: Diagnostic[] = [];
  const say: Say = (code, severity, span, message) => {
    found.push({
      range: open.places.range(span),
      severity: severityOf(severity),
      code,
      source: diagnosticSource,
      message,
    });
  };
  if (!hasSchema)
    for (const { code, severity, span, message } of open.file.problems) say(code, severity, span, message);
  const nodes = callNodes(open);
  for (const [test, { calls }] of open.file.tests.entries())
    for (const [index, call] of calls.entries()) {
      const node = nodes[test]?.[index];
      if (node !== undefined) checkCall(open, call, node, environment, say);
    }
  return found;
}

function checkCall(open: OpenTestFile, call: TestedCall, node: Node, environment: Environment, say: Say): void {
  const isExpectedDenied = call.expect?.decision === "deny";
  const expect = fieldValue(node, "expect");
  // A test may well show that a misspelt tool, or a call with wrong arguments, is denied.
  if (!isExpectedDenied) {
    checkTool(open, call, node, environment, say);
    checkCallArguments(open, call, node, environment, say);
  }
  checkExpectation(call, expect, say);
  if (open.policy !== undefined) checkCounters(open.policy.policy, expect, say);
}

function checkTool(
  { policy }: OpenTestFile,
  { tool }: TestedCall,
  node: Node,
  environment: Environment,
  say: Say,
): void {
  const name = fieldValue(node, "tool");
  const { catalogue } = environment;
  if (name?.type !== "string" || tool === "" || catalogue.find(tool) !== undefined) return;
  if (policy === undefined || policy.policy.tools.has(tool) || policy.policy.hide.has(tool)) return;
  const meant = nearest(tool, [...policy.policy.tools.keys(), ...catalogue.tools.map((known) => known.name)]);
  if (meant !== undefined)
    say(
      "test-unknown-tool",
      "warning",
      spanOf(name),
      `Neither the policy nor the catalogue knows ${quote(tool)}. Did you mean ${quote(meant)}?`,
    );
}

/** What the tool's own server would refuse: a call that never comes to pass proves little. */
function checkCallArguments(
  { text }: OpenTestFile,
  { tool }: TestedCall,
  node: Node,
  environment: Environment,
  say: Say,
): void {
  const args = fieldValue(node, "arguments");
  if (args?.type !== "object") return;
  const { start, end } = spanOf(args);
  const excerpt = TextDocument.create("", "json", 0, text.slice(start, end));
  const checked = checkArguments(excerpt.getText(), tool, environment);
  if (!checked.isJson) return;
  for (const { message, range } of checked.problems) {
    const span =
      range === null
        ? { start, end: start + 1 }
        : { start: start + excerpt.offsetAt(range.start), end: start + excerpt.offsetAt(range.end) };
    say("test-arguments", "information", span, message);
  }
}

/** What no verdict can be at once. */
function checkExpectation({ expect }: TestedCall, node: Node | undefined, say: Say): void {
  if (expect === undefined || node === undefined) return;
  const { decision, rule, message } = expect;
  const at = (field: string) => spanOf(fieldValue(node, field) ?? node);
  if (decision === "allow" && rule !== undefined && rule !== "")
    say("test-contradiction", "warning", at("rule"), "An allowed call has no rule: this test can never pass.");
  if (decision === "allow" && typeof message === "string")
    say("test-contradiction", "warning", at("message"), "An allowed call has no message: this test can never pass.");
  if (decision === "deny" && rule === "")
    say("test-contradiction", "warning", at("rule"), "A denied call has a rule: this test can never pass.");
}

function checkCounters(policy: Policy, expect: Node | undefined, say: Say): void {
  const counters = propertiesOf(fieldValue(expect, "counters"));
  if (counters.length === 0) return;
  const known = counterKeys(policy);
  for (const { name, key } of counters) {
    if (known.has(name)) continue;
    const meant = nearest(name, known);
    say(
      "test-unknown-counter",
      "warning",
      spanOf(key),
      `The policy has no counter ${quote(name)}.${meant === undefined ? " Counters are named like tools/ssh_execute/ssh_execute_rate." : ` Did you mean ${quote(meant)}?`}`,
    );
  }
}

/** The keys of a policy's counters, as decisions name them. */
export function counterKeys({ tools, allToolsLimits }: Policy): ReadonlySet<string> {
  const keys = new Set(allToolsLimits.value.map(({ counter }) => `all_tools/${counter}`));
  for (const [tool, { value }] of tools) for (const { counter } of value.limits) keys.add(`tools/${tool}/${counter}`);
  return keys;
}
