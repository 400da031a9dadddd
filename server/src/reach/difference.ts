import { type Admission, admit } from "../policy/decide/admit";
import type { Policy, Predicate } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import { findCall } from "./findCall";
import { type LimitChange, limitChanges } from "./limitChanges";
import { unusedName } from "./unusedName";
import { Work } from "./work";

/** Steps of a whole comparison; what is beyond is not known. */
const stepsOfComparison = 4_000_000;

/** Its part for one tool in one direction, so that one with thousands of conditions leaves some to the others. */
const partOfTool = 1 / 3;

/** A call that the two policies decide differently. */
export interface ChangedCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** `tool` stands for every tool that neither policy names. */
  readonly unlisted: boolean;
}

/** What a new policy decides differently from an old one, before any limit has counted, and how limits differ. */
export interface Difference {
  /** One call per tool that is allowed now and was denied. Complete, but for the tools in `unknown`. */
  readonly newlyAllowed: readonly ChangedCall[];
  readonly newlyDenied: readonly ChangedCall[];
  /** `tool` is null for limits over all tools. Of tools that only one policy lets through, none are listed. */
  readonly limits: readonly (LimitChange & { readonly tool: string | null })[];
  /** Tools that agents see in the list now and did not, or the other way round. */
  readonly visibility: readonly { readonly tool: string; readonly change: "hidden" | "shown" }[];
  /** Tools of which it could not be told, with the reason. */
  readonly unknown: readonly { readonly tool: string; readonly why: string }[];
}

/**
 * Compares what two policies let through. A call that is listed was decided so by `decide`; a tool that is not listed in
 * `newlyAllowed` or `unknown` has no call that is newly allowed.
 *
 * @param schemaOf the input schema of a tool, so that calls read like its own
 * @param otherTools tools that a server has, of which those that neither policy names are compared too
 * @param mostSteps the steps that it may take
 */
export function difference(
  before: Policy,
  after: Policy,
  schemaOf: (tool: string) => JsonObject | undefined = () => undefined,
  otherTools: readonly string[] = [],
  mostSteps = stepsOfComparison,
): Difference {
  const named = new Set([before, after].flatMap(({ tools, hide }) => [...tools.keys(), ...hide.keys()]));
  named.delete("*");
  const others = otherTools.filter((tool) => !named.has(tool));
  const unlistedTool = unusedName(named);
  const newlyAllowed: ChangedCall[] = [];
  const newlyDenied: ChangedCall[] = [];
  const limits: (LimitChange & { readonly tool: string | null })[] = [];
  const visibility: { tool: string; change: "hidden" | "shown" }[] = [];
  const unknown: { tool: string; why: string }[] = [];
  const work = new Work(mostSteps);

  for (const tool of [...named, ...others, unlistedTool]) {
    const [was, is] = [admit(before, tool), admit(after, tool)];
    if (isHidden(was) !== isHidden(is)) visibility.push({ tool, change: isHidden(is) ? "hidden" : "shown" });
    if (was.kind === "admitted" && is.kind === "admitted" && haveOtherLimits(was, is)) {
      const changes = limitChanges(was.rules?.value.limits ?? [], is.rules?.value.limits ?? []);
      limits.push(...changes.map((change) => ({ ...change, tool })));
    }
    if (decideAlike(was, is)) continue;
    const unlisted = tool === unlistedTool;
    const compare = (denying: Policy, allowing: Policy, into: ChangedCall[]): void => {
      const wanted = [
        { policy: allowing, decision: "allow" },
        { policy: denying, decision: "deny" },
      ] as const;
      const found = findCall(tool, wanted, schemaOf(tool), work.part(mostSteps * partOfTool));
      if (found.kind === "some") into.push({ tool, arguments: found.arguments, unlisted });
      if (found.kind === "not known" && unknown.at(-1)?.tool !== tool) unknown.push({ tool, why: found.why });
    };
    compare(before, after, newlyAllowed);
    compare(after, before, newlyDenied);
  }
  const overAll = limitChanges(before.allToolsLimits.value, after.allToolsLimits.value);
  limits.push(...overAll.map((change) => ({ ...change, tool: null })));
  return { newlyAllowed, newlyDenied, limits, visibility, unknown };
}

function isHidden(admission: Admission): boolean {
  return admission.kind === "denied" && admission.reason.kind === "hidden";
}

type Admitted = Extract<Admission, { kind: "admitted" }>;

/** Rules of the same text are one object where both policies were read together. */
function haveOtherLimits(was: Admitted, is: Admitted): boolean {
  return was.rules?.value !== is.rules?.value;
}

/** Whether both policies have the same conditions for a tool, so that nothing has to be searched. */
function decideAlike(was: Admission, is: Admission): boolean {
  if (was.kind !== is.kind) return false;
  if (was.kind === "denied" || is.kind === "denied" || was.rules?.value === is.rules?.value) return true;
  const meaning = ({ require, denyIf }: { require?: readonly Predicate[]; denyIf?: readonly Predicate[] }): string =>
    JSON.stringify([require, denyIf].map((list) => (list ?? []).map(({ conditions }) => conditions.map(plain))));
  return meaning(was.rules?.value ?? {}) === meaning(is.rules?.value ?? {});
}

function plain({ path, op, value }: Predicate["conditions"][number]): readonly unknown[] {
  return [path, op, value];
}
