import type { Tool } from "../../catalogue/catalogue";
import type { ToolRules } from "../../policy/model/policy";
import { compilePattern } from "../../policy/pattern/pattern";
import { quote } from "../../policy/words/plain/quote";
import { isAttackable, mostConditions } from "../../reach/attacks/guardedTool";

/** What no attack could look at in a tool's rules, as sentences; none where everything was looked at. */
export function blindSpot(rules: ToolRules | undefined, known: Tool | undefined): readonly string[] {
  const conditions = [...(rules?.require ?? []), ...(rules?.denyIf ?? [])].flatMap((each) => each.conditions);
  if (known === undefined && conditions.length === 0)
    return ["Nothing was judged: no catalogue lists this tool, and no condition names an argument."];
  if (rules !== undefined && !isAttackable(rules))
    return [`The tool has more than ${mostConditions} conditions, which are too many to be tried here.`];
  const paths = new Set(
    conditions
      .filter(
        ({ op, value }) => op === "regex" && typeof value === "string" && compilePattern(value).kind === "not-known",
      )
      .map(({ path }) => path),
  );
  return [
    ...(known === undefined
      ? ["No catalogue lists this tool: its arguments were judged by their names in the conditions alone."]
      : []),
    ...[...paths].map((path) => `A pattern on ${quote(path)} is too large to be tried here.`),
  ];
}
