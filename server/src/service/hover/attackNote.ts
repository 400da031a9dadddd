import type { Node } from "jsonc-parser";
import { type Span, spanOf } from "../../policy/text/span";
import { codeSpan, commandLink } from "../../policy/words/plain/markdown";
import { showRuleCommand } from "../../protocol/clientCommands";
import type { PlacedFinding } from "../../rules/engine/checkRules";
import type { RuleArea } from "../../rules/engine/rule";
import { nothingAllowed } from "../../rules/exposure/nothingAllowed";
import type { NodeAtOffset } from "../cursor";
import { findingsOf, severityOf } from "../diagnostics/review";
import { isReviewed } from "../diagnostics/reviewInTurns";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import type { HoverTarget } from "./hoverTarget";

/** The areas whose rules show what an attacker can use; a policy that allows nothing is of use to none. */
const attackAreas: readonly RuleArea[] = ["holes", "exposure"];
const noAttacks: readonly string[] = [nothingAllowed.code];

/** The attacks to which what a person points at is open, each by its name, with a link to the page that explains it. */
export function attackNote(
  snapshot: Snapshot,
  target: HoverTarget,
  pointed: NodeAtOffset,
  env: Environment,
): string | undefined {
  const isAbout = aboutOf(target, pointed);
  // A hover does not wait for the rules to look at 10,000 tools.
  if (isAbout === undefined || !isReviewed(snapshot, env)) return undefined;
  const rules = findingsOf(snapshot, env)
    .filter((finding) => isAttack(finding) && isAbout(finding) && severityOf(finding, env.settings) !== "off")
    .map(({ rule }) => rule);
  if (rules.length === 0) return undefined;
  return `**Open to attack:** ${[...new Set(rules)].map(({ code, title }) => pageLink(code, title, env)).join(" · ")}`;
}

function isAttack({ call, rule }: PlacedFinding): boolean {
  return call !== undefined || (attackAreas.includes(rule.area) && !noAttacks.includes(rule.code));
}

/** Tells which findings are about the target: of a tool all, of a part of its rules those in that part. */
function aboutOf(
  target: HoverTarget,
  { node, member }: NodeAtOffset,
): ((finding: PlacedFinding) => boolean) | undefined {
  if (target.kind === "tool") return ({ tool }) => tool === target.name;
  if (target.kind === "hidden" || holdsTools(target)) return undefined;
  const part = partAround(node, target.kind === "field" ? "property" : "object");
  const { start, end }: Span = spanOf(part, member.offset);
  return ({ span }) => start <= span.start && span.end <= end;
}

/** What is found in all tools is said at each. */
function holdsTools(target: HoverTarget): boolean {
  return target.kind === "field" && target.place === "policy" && target.field === "tools";
}

/** The field around a node, or the condition, entry or limit. */
function partAround(node: Node, type: "property" | "object"): Node {
  let part = node;
  while (part.type !== type && part.parent !== undefined) part = part.parent;
  return part;
}

/** The title is ours. An editor that has neither our command nor the pages gets the code, to look it up. */
function pageLink(code: string, title: string, { clientCommands, rulePages }: Environment): string {
  if (clientCommands) return commandLink(title, showRuleCommand, [code]);
  return rulePages === undefined ? `${title} (${codeSpan(code)})` : `[${title}](<${rulePages}${code}.md>)`;
}
