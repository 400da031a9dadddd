import type { Node } from "jsonc-parser";
import { isBareFragment } from "../model/bareFragment";
import type { Member, PolicyDocument } from "../model/document";
import { countConditions, mostJudged } from "../model/judgedEntries";
import type { Placed } from "../model/policy";
import { SoundMember } from "../model/soundMember";
import { targetOfMember } from "../model/target";
import { toolsWith } from "../model/toolGroups";
import { patternProblems } from "../pattern/patternProblems";
import { type BrokenText, brokenTextOf } from "../text/brokenText";
import { toJson } from "../text/json";
import { KeptWith } from "../text/keptWith";
import { mergeConflict } from "../text/mergeConflict";
import { elementsOf } from "../text/navigate";
import { notationProblem, recogniseNotation } from "../text/notation";
import { moveProblem, severities } from "../text/problem";
import { moveSpan, spanOf } from "../text/span";
import { grouped } from "../words/plain/grouped";
import { counted, plural } from "../words/plain/plural";
import { isFaultlessTool } from "./faultlessTool";
import type { PolicyProblem } from "./policyProblem";
import { schemaProblems } from "./schemaProblem";
import * as validators from "./schemaValidator.generated.mjs";
import { structureProblems } from "./structureProblems";
import { toolNameProblem } from "./toolName";

/** Editors are slow with long lists; one more problem says how many are left out. */
export const maximumProblems = 1000;

/**
 * Everything that is wrong with one version of a policy text (spec §1), in the order of the text: its syntax, and what
 * the format does not allow. Errors are what the format documents or every published policy shows; what the gateway may
 * or may not accept is a warning.
 *
 * A member's problems are found once and kept as long as the member is, and which tools have any is kept too, so that an
 * edit costs the member that it touched.
 * A document of someone else's is not recognised here: see `recogniseForeign`.
 */
export function validatePolicy(document: PolicyDocument): PolicyProblem[] {
  return limitProblems(allProblems(document));
}

/** Everything that is wrong, without a bound on their number, so that all can be fixed. */
export function allProblems(document: PolicyDocument): PolicyProblem[] {
  // Syntax problems of a member with a text of its own belong to it; those of all others belong to the document.
  const outer = brokenTextOf(document.problems);
  const problems: PolicyProblem[] = [...document.problems, ...withoutBroken(structureProblems(document), outer)];
  const collect = (members: Iterable<Placed<Member>>, list: List): void => {
    for (const member of members) {
      const { offset, value } = member;
      for (const problem of value.length > 0
        ? problemsOfMember(value, list)
        : findProblems(value, list, movedBack(outer, offset))) {
        const moved: PolicyProblem = moveProblem(problem, offset);
        problems.push(moved.remedies === undefined ? moved : { ...moved, of: { list, member } });
      }
    }
  };
  collect(document.members, isBareFragment(document) ? "tools" : "policy");
  collect(toolsWithProblems(document), "tools");
  problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const isBroken = problems.some(({ code }) => ofBrokenText.has(code));
  return (isBroken ? onlyProblem(document.text, problems) : undefined) ?? problems;
}

/** A text with the markers of a merge, or in another notation, has one of these, too: a sound one, which may be long, is not searched. */
const ofBrokenText: ReadonlySet<string> = new Set(["syntax", "comment", "nested-too-deep"]);

/** The problem that all others of a broken text follow from, if there is one. */
function onlyProblem(text: string, problems: readonly PolicyProblem[]): [PolicyProblem] | undefined {
  const conflict = mergeConflict(text);
  if (conflict !== undefined) return [conflict];
  const notation = problems.some(({ code }) => code === "syntax") ? recogniseNotation(text) : undefined;
  return notation && [notationProblem(notation)];
}

type List = "policy" | "tools";

/** The same text can stand in both lists, and then is the same member. */
const problemsByMember: Readonly<Record<List, KeptWith<Member, readonly PolicyProblem[]>>> = {
  policy: new KeptWith(),
  tools: new KeptWith(),
};

function problemsOfMember(member: Member, list: List): readonly PolicyProblem[] {
  const known = problemsByMember[list].get(member);
  if (known !== undefined) return known;
  const isFaultless = list === "tools" && member instanceof SoundMember && isFaultlessTool(member);
  const problems = isFaultless ? none : findProblems(member, list, brokenTextOf(member.problems));
  problemsByMember[list].set(member, problems);
  return problems;
}

/** Most members have none. */
const none: readonly PolicyProblem[] = [];

/** A member without a text of its own may have any: they depend on the text around. */
const toolsWithProblems = toolsWith((member) => member.length === 0 || problemsOfMember(member, "tools").length > 0);

function findProblems(member: Member, list: List, broken: BrokenText): readonly PolicyProblem[] {
  const found = list === "tools" ? toolProblems(member, broken) : policyMemberProblems(member, broken);
  return [...member.problems, ...withoutBroken(found, broken)];
}

/** The broken text as it is seen from a member that lies at `offset`. */
function movedBack(broken: BrokenText, offset: number): BrokenText {
  return {
    overlaps: (span) => broken.overlaps(moveSpan(span, offset)),
    touches: (span) => broken.touches(moveSpan(span, offset)),
  };
}

function toolProblems({ name, key, value }: Member, broken: BrokenText): PolicyProblem[] {
  const ofName = [...present(toolNameProblem(name, spanOf(key), "tools")), ...present(tooManyConditions(key, value))];
  if (value === undefined) return ofName;
  const ofRules = validators.tool(toJson(value))
    ? []
    : schemaProblems(validators.tool.errors ?? [], targetOfMember(name, key, value, "tools"), broken);
  return [...ofName, ...ofRules, ...patternProblems(value)];
}

function tooManyConditions(key: Node, value: Node | undefined): PolicyProblem | undefined {
  const count = countConditions(value);
  if (count <= mostJudged) return undefined;
  const message = `This tool has ${grouped(count)} conditions. The rules review tools with up to ${grouped(mostJudged)}, so they say nothing about this one.`;
  return { code: "too-many-conditions", severity: "information", message, span: spanOf(key) };
}

function policyMemberProblems({ name, key, value }: Member, broken: BrokenText): PolicyProblem[] {
  if (value === undefined) return [];
  const target = targetOfMember(name, key, value, "policy");
  if (name === "tools")
    return value.type === "object"
      ? []
      : schemaProblems([{ keyword: "type", instancePath: "", params: { type: "object" } }], target, broken);
  const validator = validators.members.get(name);
  if (validator === undefined) return [];
  const problems = validator(toJson(value)) ? [] : schemaProblems(validator.errors ?? [], target, broken);
  if (name === "hide")
    for (const entry of elementsOf(value))
      if (entry.type === "string") problems.push(...present(toolNameProblem(entry.value, spanOf(entry), "hide")));
  return problems;
}

function withoutBroken(problems: readonly PolicyProblem[], broken: BrokenText): readonly PolicyProblem[] {
  return problems.length === 0 ? problems : problems.filter(({ span }) => !broken.overlaps(span));
}

function limitProblems(problems: PolicyProblem[]): PolicyProblem[] {
  const next = problems[maximumProblems];
  if (next === undefined) return problems;
  const hidden = problems.slice(maximumProblems);
  const message = `${counted(hidden.length, "more problem")} ${plural(hidden.length, "follows, which is", "follow, which are")} not listed.`;
  // As bad as the worst of them: a file must not look better than it is.
  const severity = severities.find((each) => hidden.some((problem) => problem.severity === each)) ?? "information";
  return [...problems.slice(0, maximumProblems), { code: "too-many-problems", severity, message, span: next.span }];
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
