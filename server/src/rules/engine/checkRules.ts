import type { ToolCatalogue } from "../../catalogue/catalogue";
import { admit } from "../../policy/decide/admit";
import { isBareFragment } from "../../policy/model/bareFragment";
import type { Member, PolicyDocument } from "../../policy/model/document";
import { countConditions, hasConditions, mostJudged } from "../../policy/model/judgedEntries";
import { spanOfMember } from "../../policy/model/memberSpan";
import { hasOldFields } from "../../policy/model/oldFields";
import type { Placed, Policy } from "../../policy/model/policy";
import { findField } from "../../policy/model/schema";
import { type ToolSyntax, toolSyntaxOf } from "../../policy/model/toolModel";
import { firstIndex } from "../../policy/text/firstIndex";
import { KeptWith } from "../../policy/text/keptWith";
import { type Node, propertiesOf } from "../../policy/text/navigate";
import { isOtherNotation } from "../../policy/text/notation";
import type { Problem } from "../../policy/text/problem";
import { moveSpan, type Span } from "../../policy/text/span";
import { wildcard } from "../dialect/oldDialect";
import { rules } from "../index";
import type { Finding, Fix, Rule, RuleArea, ToolSubject } from "./rule";
import { type FindTools, toolFinder } from "./toolFinder";

/** A finding at its place in the text. */
export interface PlacedFinding extends Omit<Finding, "fixes"> {
  readonly rule: Rule;
  /** What fixes it, made when it is asked for. */
  readonly fixes: () => readonly Fix[];
}

/** What the rules look at. */
export interface Reviewed {
  readonly document: PolicyDocument;
  readonly policy: Policy;
  readonly catalogue: ToolCatalogue;
  /** The problems of the text, in its order: rules say nothing about what is broken. */
  readonly problems: readonly Problem[];
}

/**
 * What all rules find in one version of a policy, in the order of the text. A tool's findings are kept as long as its
 * text is the same, so that an edit costs the tool that it touches.
 */
export function checkRules(
  { document, policy, catalogue, problems }: Reviewed,
  { rules, findingsOf, toolsWithFindings }: RuleSet = allRules,
): readonly PlacedFinding[] {
  if (isSilentAbout(problems)) return [];
  const found: PlacedFinding[] = [];
  const isBroken = brokenMembers(problems);
  for (const member of toolsWithFindings(catalogue)(document)) {
    // Of duplicate keys only the last one counts, and an error says so.
    const findings = findingsOf(member.value, catalogue);
    if (findings.length === 0) continue;
    const broken = isBroken(member);
    for (const { rule, finding } of findings) {
      if (broken && rule.check.evenBroken !== true) continue;
      // What a call shows is no hole where every call is denied anyway.
      if (finding.call !== undefined && admit(policy, member.value.name).kind === "denied") continue;
      found.push(place(rule, finding, member.offset, () => ({ document, policy, catalogue, member })));
    }
  }
  // The content of "tools" alone: what older dialects wrote in it is as wrong as in a policy.
  if (isBareFragment(document))
    for (const member of document.members)
      for (const { rule, finding } of findingsOf(member.value, catalogue))
        if (rule.area === "dialect")
          found.push(place(rule, finding, member.offset, () => ({ document, policy, catalogue, member })));
  for (const rule of rules)
    if (rule.check.each === "policy")
      for (const finding of rule.check.find({ document, policy, catalogue, isBroken }))
        found.push(place(rule, finding, 0, () => ({ document, policy, catalogue })));
  return found.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Whether the rules say nothing about a text with these problems. Of a merge conflict both sides are in the text. */
export function isSilentAbout(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === "merge-conflict") || isOtherNotation(problems);
}

/** Has all rules look at these tools, each by itself. */
export function lookAtTools(tools: readonly Placed<Member>[], catalogue: ToolCatalogue): void {
  for (const { value } of tools) allRules.findingsOf(value, catalogue);
}

/** Whether all rules have looked at a tool, so that what they find is kept. */
export function isLookedAt(member: Member, catalogue: ToolCatalogue): boolean {
  return allRules.isKept(member, catalogue);
}

function place(
  rule: Rule,
  finding: Finding,
  offset: number,
  where: () => Parameters<NonNullable<Finding["fixes"]>>[0],
): PlacedFinding {
  const { related } = finding;
  const span = moveSpan(finding.span, offset);
  const placed = { ...finding, rule, span, fixes: () => finding.fixes?.(where()) ?? [] };
  if (related === undefined) return placed;
  return { ...placed, related: related.map(({ span, message }) => ({ span: moveSpan(span, offset), message })) };
}

interface Kept {
  readonly catalogue: ToolCatalogue;
  readonly findings: readonly { readonly rule: Rule; readonly finding: Finding }[];
}

/** Rules that are asked together; what they find is kept by member. */
interface RuleSet {
  readonly rules: readonly Rule[];
  readonly findingsOf: (member: Member, catalogue: ToolCatalogue) => Kept["findings"];
  readonly isKept: (member: Member, catalogue: ToolCatalogue) => boolean;
  /** The tools that a rule says something about: few, and only those near an edit are looked at again. */
  readonly toolsWithFindings: (catalogue: ToolCatalogue) => FindTools;
}

/** What a tool has to have for the rules of an area to say something about it; without it, they are not asked. */
const needs: Partial<Record<RuleArea, "entries" | "conditions" | "old fields">> = {
  names: "conditions",
  deadText: "entries",
  neverAlways: "conditions",
  holes: "conditions",
  dialect: "old fields",
  style: "entries",
};

/** Whether the rules about older dialects may have something to say of a tool: not of one that has only fields of this format. */
function mayBeOld(name: string, rules: Node | undefined): boolean {
  return (
    name === wildcard || propertiesOf(rules).some((field) => !findField("tool", field.name)) || hasOldFields(rules)
  );
}

const allRules = ruleSet(rules);

/** The rules that fixing all asks: the others, of which some look for calls that get through, take most of the time. */
export const automaticRules: RuleSet = ruleSet(
  rules.filter(({ isAutomatic }) => isAutomatic === true),
  allRules,
);

/** @param all a set with these rules and more: what it has kept is not looked for again */
function ruleSet(chosen: readonly Rule[], all?: RuleSet): RuleSet {
  const ofTools = chosen.flatMap((rule) => (rule.check.each === "tool" ? [[rule, rule.check.find] as const] : []));
  const askedOf = (has: readonly (typeof needs)[RuleArea][]) =>
    ofTools.filter(([{ area }]) => has.includes(needs[area]));
  const askedByEntries = [[], ["entries"], ["entries", "conditions"]] as const;
  const ofNewTools = askedByEntries.map((has) => askedOf([undefined, ...has]));
  const ofOldTools = askedByEntries.map((has) => askedOf([undefined, ...has, "old fields"]));
  const ofLongTools = ofTools.filter(([{ check }]) => check.evenBroken === true);
  const askedAbout = (member: Member): typeof ofTools => {
    // The nodes of a tool that is only listed are not made for this.
    const value = member.isEmpty === true ? undefined : member.value;
    const conditions = countConditions(value);
    if (conditions > mostJudged) return ofLongTools;
    const kind = conditions === 0 ? 0 : hasConditions(value) ? 2 : 1;
    return (mayBeOld(member.name, value) ? ofOldTools : ofNewTools)[kind] ?? [];
  };
  const keptByMember = new KeptWith<Member, Kept>();
  const findingsOf = (member: Member, catalogue: ToolCatalogue): Kept["findings"] => {
    const kept = keptByMember.get(member);
    if (kept?.catalogue === catalogue) return kept.findings;
    if (all?.isKept(member, catalogue) === true)
      return all.findingsOf(member, catalogue).filter(({ rule }) => chosen.includes(rule));
    const { name } = member;
    const asked = askedAbout(member);
    const findings: { rule: Rule; finding: Finding }[] = [];
    if (asked.length > 0) {
      const subject = new OneTool(member, catalogue);
      for (const [rule, find] of asked)
        for (const finding of find(subject))
          findings.push({ rule, finding: { ...finding, tool: finding.tool ?? name } });
    }
    keptByMember.set(member, { catalogue, findings });
    return findings;
  };
  const toolsWithFindings = toolFinder((member, catalogue: ToolCatalogue) => findingsOf(member, catalogue).length > 0);
  const isKept = (member: Member, catalogue: ToolCatalogue): boolean =>
    keptByMember.get(member)?.catalogue === catalogue;
  return { rules: chosen, findingsOf, isKept, toolsWithFindings };
}

class OneTool implements ToolSubject {
  readonly name: string;
  readonly member: Member;
  readonly record: ToolSubject["record"];
  readonly catalogue: ToolCatalogue;
  #syntax: ToolSyntax | undefined;

  constructor(member: Member, catalogue: ToolCatalogue) {
    this.name = member.name;
    this.member = member;
    this.record = catalogue.find(member.name);
    this.catalogue = catalogue;
  }

  /** Few rules of an older dialect look at it, and there may be thousands of tools. */
  get syntax(): ToolSyntax {
    this.#syntax ??= toolSyntaxOf(this.member);
    return this.#syntax;
  }
}

/** Tells whether an error lies inside a member. After the last problem that is listed, this is not known. */
function brokenMembers(problems: readonly Problem[]): (member: Placed<Member>) => boolean {
  const errors = problems.filter(({ severity, code }) => severity === "error" || code === "too-many-problems");
  const spans: readonly Span[] = errors.map(({ span }) => span);
  const unknownFrom = errors.find(({ code }) => code === "too-many-problems")?.span.start ?? Number.POSITIVE_INFINITY;
  if (spans.length === 0) return () => false;
  return (member) => {
    const { start, end } = spanOfMember(member);
    if (end >= unknownFrom) return true;
    // The first error at or behind the start of the member; they are in the order of the text.
    const first = spans[firstIndex(spans, (span) => span.start >= start)];
    return (first?.start ?? Number.POSITIVE_INFINITY) <= end;
  };
}
