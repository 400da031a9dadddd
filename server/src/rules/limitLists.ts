import { findMember, type Member } from "../policy/document";
import { propertiesOf } from "../policy/navigate";
import type { Placed, WindowName } from "../policy/policy";
import { readLimit } from "../policy/readPolicy";
import { toolsWith } from "../policy/toolGroups";
import type { LimitSyntax } from "../policy/toolSyntax";
import { toolSyntaxOf } from "../policy/toolSyntax";
import type { PolicySubject } from "./rule";
import { unconditionalDenial } from "./unconditionalDenial";

/** A limit that counts calls, one by one and per grant, and has no field that could mean anything else. */
export interface PlainLimit {
  readonly syntax: LimitSyntax;
  readonly counter: string;
  readonly window: WindowName;
  readonly max: number;
}

/** The limits of a tool or of `all_tools`. */
export interface LimitList {
  readonly member: Placed<Member>;
  /** The tool's name; undefined for `all_tools`. */
  readonly tool: string | undefined;
  readonly limits: readonly PlainLimit[];
}

const limitFields = new Set(["counter", "window", "max", "scope"]);

/** The limits of a list that are plain; the others may count something else than calls. */
export function plainLimits(limits: readonly LimitSyntax[]): readonly PlainLimit[] {
  return limits.flatMap((syntax) => {
    const limit = readLimit(syntax.node);
    if (limit === undefined || syntax.scope?.value !== "grant") return [];
    if (!propertiesOf(syntax.node).every(({ name }) => limitFields.has(name))) return [];
    return [{ syntax, counter: limit.counter, window: limit.window, max: limit.max }];
  });
}

/** Limits whose counter no other limit of the list has, so that each call that passes adds exactly one to it. */
export function limitsOfTheirOwn(limits: readonly PlainLimit[]): readonly PlainLimit[] {
  return limits.filter(
    ({ counter, syntax }) => !limits.some((other) => other.syntax !== syntax && other.counter === counter),
  );
}

const toolsWithSeveral = toolsWith((member) => toolSyntaxOf(member).limits.length > 1);

/** The lists of two or more limits that can be reached, and in which every limit is plain. */
export function severalLimits({ document, isBroken }: PolicySubject): readonly LimitList[] {
  const allTools = findMember(document, "all_tools");
  const lists = toolsWithSeveral(document).map((member) => ({ member, tool: member.value.name as string | undefined }));
  if (allTools !== undefined) lists.unshift({ member: allTools, tool: undefined });
  return lists.flatMap(({ member, tool }) => {
    const syntax = toolSyntaxOf(member.value);
    const limits = plainLimits(syntax.limits);
    if (limits.length < 2 || limits.length < syntax.limits.length || isBroken(member)) return [];
    // Limits behind an unconditional denial are another finding.
    if (unconditionalDenial(syntax) !== undefined) return [];
    return [{ member, tool, limits }];
  });
}

/** The limit of the same window that always trips before this one, if there is one; each must have its own counter. */
export function tighterInWindow(limit: PlainLimit, limits: readonly PlainLimit[]): PlainLimit | undefined {
  const index = limits.indexOf(limit);
  return limits.reduce<PlainLimit | undefined>((best, other, place) => {
    if (other === limit || other.window !== limit.window) return best;
    const isTighter = other.max < limit.max || (other.max === limit.max && place < index);
    return isTighter && (best === undefined || other.max < best.max) ? other : best;
  }, undefined);
}
