import { findMember, type Member } from "../../policy/model/document";
import type { Limit, Placed, WindowName } from "../../policy/model/policy";
import { toolsWith } from "../../policy/model/toolGroups";
import type { LimitSyntax } from "../../policy/model/toolModel";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { KeptWith, keptFor } from "../../policy/text/keptWith";
import { propertiesOf } from "../../policy/text/navigate";
import type { PolicySubject } from "../engine/rule";
import { unconditionalDenial } from "../style/unconditionalDenial";

/** A limit that counts calls, one by one and per grant, and has no field that could mean anything else. */
export class PlainLimit {
  readonly counter: string;
  readonly window: WindowName;
  readonly max: number;
  readonly #member: Member;
  readonly #index: number;

  constructor(member: Member, index: number, { counter, window, max }: Limit) {
    this.counter = counter;
    this.window = window;
    this.max = max;
    this.#member = member;
    this.#index = index;
  }

  /** Its parts, which are not kept: limits of all tools are, and nodes take much memory. Read from where it stands. */
  get syntax(): LimitSyntax {
    return toolSyntaxOf(this.#member).limits[this.#index] as LimitSyntax;
  }
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
function plainLimits(member: Member, limits: readonly LimitSyntax[]): readonly PlainLimit[] {
  return limits.flatMap(({ limit, scope, node, index }) => {
    if (limit === undefined || scope?.value !== "grant") return [];
    if (!propertiesOf(node).every(({ name }) => limitFields.has(name))) return [];
    return [new PlainLimit(member, index, limit)];
  });
}

/** Limits whose counter no other limit of the list has, so that each call that passes adds exactly one to it. */
export function limitsOfTheirOwn(limits: readonly PlainLimit[]): readonly PlainLimit[] {
  const once = new Set<string>();
  const more = new Set<string>();
  for (const { counter } of limits) (once.has(counter) ? more : once).add(counter);
  return more.size === 0 ? limits : limits.filter(({ counter }) => !more.has(counter));
}

/** Most tools have none. */
const none: readonly PlainLimit[] = [];

const plainByMember = new KeptWith<Member, readonly PlainLimit[]>();

/** The limits of a tool or of `all_tools`, if calls get as far as to them and each is plain; else none. */
export function reachedLimits(member: Member): readonly PlainLimit[] {
  if (member.isEmpty === true) return none;
  const known = plainByMember.get(member);
  if (known !== undefined) return known;
  const syntax = toolSyntaxOf(member);
  const plain = plainLimits(member, syntax.limits);
  // One that counts something else may count the same calls. Limits behind an unconditional denial are another finding.
  const isSure = plain.length === syntax.limits.length && unconditionalDenial(syntax) === undefined;
  const limits = isSure && plain.length > 0 ? plain : none;
  plainByMember.set(member, limits);
  return limits;
}

/** Whether two limits have something in common that one of the rules about limits may not like. */
function haveOverlap(limits: readonly PlainLimit[]): boolean {
  if (limits.length < 2) return false;
  const counters = new Set(limits.map(({ counter }) => counter));
  const windows = new Set(limits.map(({ window }) => window));
  return counters.size < limits.length || windows.size < limits.length;
}

const toolsWithOverlap = toolsWith((member) => haveOverlap(reachedLimits(member)));

/** The lists in which two limits have the same counter or the same window. */
export function overlappingLimits({ document, isBroken }: PolicySubject): readonly LimitList[] {
  const allTools = findMember(document, "all_tools");
  const lists: LimitList[] = toolsWithOverlap(document).map((member) => ({
    member,
    tool: member.value.name,
    limits: reachedLimits(member.value),
  }));
  if (allTools !== undefined && haveOverlap(reachedLimits(allTools.value)))
    lists.unshift({ member: allTools, tool: undefined, limits: reachedLimits(allTools.value) });
  return lists.filter(({ member }) => !isBroken(member));
}

/** The limit of the same window that always trips before this one, if there is one; each must have its own counter. */
export function tighterInWindow(limit: PlainLimit, limits: readonly PlainLimit[]): PlainLimit | undefined {
  const tightest = tightestByWindow(limits).get(limit.window);
  return tightest === limit ? undefined : tightest;
}

/** For each window the limit that trips first: the smallest, of equal ones the first. */
export const tightestByWindow = keptFor((limits: readonly PlainLimit[]): ReadonlyMap<WindowName, PlainLimit> => {
  const tightest = new Map<WindowName, PlainLimit>();
  for (const limit of limits) {
    const other = tightest.get(limit.window);
    if (other === undefined || limit.max < other.max) tightest.set(limit.window, limit);
  }
  return tightest;
});
