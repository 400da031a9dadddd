import { isBareFragment, isRuleShaped } from "../model/bareFragment";
import type { PolicyDocument } from "../model/document";
import { keySpanOf } from "../model/keySpan";
import { isOlderDialect } from "../model/oldFields";
import type { Problem } from "../text/problem";
import type { Span } from "../text/span";
import { typesInWords } from "../words/plain/types";
import { fieldProblems } from "./fieldProblems";
import type { PolicyProblem } from "./policyProblem";
import type { ProblemCode } from "./problemCodes";
import { skeleton } from "./schemaValidator.generated.mjs";

/** Problems of the document as a whole (spec §1): no policy at all, or one that lacks or exceeds the format's fields. */
export function structureProblems(document: PolicyDocument): PolicyProblem[] {
  const { root } = document;
  if (root === undefined) {
    if (document.problems.some(({ severity }) => severity === "error")) return [];
    const message =
      'The file is empty, which the gateway would refuse. Start with { "version": "1", "default": "deny" }.';
    const start = document.text.startsWith("\ufeff") ? 1 : 0;
    return [problem("empty-file", message, { start, end: start })];
  }
  if (root.type !== "object") {
    const message = `A policy is an object in braces, not ${typesInWords([root.type])}.`;
    // Of an array, which may be long, the bracket.
    const end = root.type === "array" ? root.span.start + 1 : root.span.end;
    return [problem("not-an-object", message, { start: root.span.start, end })];
  }
  const [first] = document.members;
  if (first !== undefined && isBareFragment(document)) {
    const message =
      'This is only the content of "tools". Put the policy around it: { "version": "1", "default": "deny", "tools": { … } }.';
    return [problem("bare-fragment", message, keySpanOf(first))];
  }
  return rootFieldProblems(document, root.span);
}

function rootFieldProblems(document: PolicyDocument, span: Span): PolicyProblem[] {
  const { members, problems } = document;
  // Without a prototype, so that a key like `__proto__` is a key.
  const names: Record<string, true> = Object.create(null);
  for (const { value } of members) names[value.name] = true;
  if (skeleton(names)) return [];
  const parameters = (keyword: string, parameter: string): string[] =>
    (skeleton.errors ?? []).filter((error) => error.keyword === keyword).map(({ params }) => String(params[parameter]));
  const keys = members.map((member) => {
    const { value } = member;
    return {
      name: value.name,
      key: value.key,
      span: keySpanOf(member),
      of: { list: "policy", member },
      hasValue: value.value !== undefined,
      looksLikeRules: isRuleShaped(value.value),
    } as const;
  });
  const isUnfinished = keys.some(({ hasValue }) => !hasValue) || problems.some(({ code }) => code === "syntax");
  const found = fieldProblems(
    { place: "policy", span, node: undefined, keys, isUnfinished },
    parameters("required", "missingProperty"),
    parameters("additionalProperties", "additionalProperty"),
  );
  return isOlderDialect(document) ? found.map(withOlderDefault) : found;
}

/** Adding `"deny"` turns what the author of an older policy meant, so it is said (spec §3). */
function withOlderDefault(found: PolicyProblem): PolicyProblem {
  const lacksDefault = found.remedies?.some(
    (remedy) => remedy.kind === "add-fields" && remedy.names.includes("default"),
  );
  if (lacksDefault !== true) return found;
  const message = `${found.message} The tools are written in an older dialect, in which a missing "default" means "allow". They are converted by themselves once it is chosen.`;
  return { ...found, message };
}

function problem(code: ProblemCode, message: string, span: Span): Problem {
  return { code, severity: "error", message, span };
}
