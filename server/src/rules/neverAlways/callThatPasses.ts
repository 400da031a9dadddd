import type { Condition } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { firstCallWith } from "../../reach/attacks/firstCallWith";
import type { ToolSubject } from "../engine/rule";
import { guardedBy } from "../holes/guarded";

/**
 * The call of a finding about a condition of `deny_if` that was meant to hold for some values and does not: one of them,
 * where `decide` allows it. Nothing for a requirement, which then denies too much.
 */
export function callThatPasses(
  subject: ToolSubject,
  { path }: Condition,
  list: "require" | "deny_if",
  values: readonly (string | undefined)[],
): { readonly call?: JsonObject } {
  if (list !== "deny_if") return {};
  const argument = guardedBy(subject).find((each) => each.path === path);
  const meant = values.filter((each) => each !== undefined);
  const call = argument && firstCallWith(argument, meant)?.arguments;
  return call === undefined ? {} : { call };
}
