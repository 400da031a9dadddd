import type { Tool } from "../../catalogue/catalogue";
import { decide } from "../../policy/decide/decide";
import type { Policy } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import type { AttemptedCall } from "../../protocol/probe";
import { type Attempt, attemptsOn } from "../../reach/attacks/attempts";
import type { GuardedTool } from "../../reach/attacks/guardedTool";
import { guessedCalls } from "../../reach/attacks/guessedCalls";

/** A call that gets through, as a rule has found it. */
interface FoundCall {
  readonly kind: string;
  readonly arguments: JsonObject;
  readonly says: string;
}

const order = ["allow", "unknown", "deny"];

/**
 * What an attacker would try on a tool, each call decided by the policy as it is: the ones that rules have found, and common
 * ones of the kinds of its arguments. Those that get through come first, by kind.
 */
export function attemptedCalls(
  policy: Policy,
  tool: string,
  found: readonly FoundCall[],
  known: Tool | undefined,
): readonly AttemptedCall[] {
  const rules = policy.tools.get(tool)?.value ?? { require: [], denyIf: [], limits: [], span: { start: 0, end: 0 } };
  const guarded: GuardedTool = { name: tool, rules, inputSchema: known?.inputSchema };
  const calls = new Map<string, AttemptedCall>();
  for (const { kind, arguments: args, says } of found)
    calls.set(JSON.stringify(args), { kind, arguments: args, decision: "allow", says });
  for (const attempt of attemptsOn(guarded)) {
    const args = guessedCalls(attempt.argument)(attempt.value);
    const key = JSON.stringify(args);
    if (!calls.has(key)) calls.set(key, attemptedCall(policy, tool, attempt, args));
  }
  return [...calls.values()].sort((a, b) => order.indexOf(a.decision) - order.indexOf(b.decision));
}

function attemptedCall(policy: Policy, tool: string, { argument, kind }: Attempt, args: JsonObject): AttemptedCall {
  const call = { tool, arguments: args, grant: "", at: 0 };
  const { outcome, rule } = decide(policy, call, new Map(), { trace: false });
  const says = {
    allow:
      argument.required.length + argument.denied.length === 0 ? `No condition looks at ${quote(argument.path)}.` : "",
    deny: `Stopped by ${rule}.`,
    unknown: "The decision is not known.",
  };
  return { kind, arguments: args, decision: outcome, says: says[outcome] };
}
