import type { Node } from "jsonc-parser";
import { toJson } from "../text/json";
import { elementsOf, fieldValue } from "../text/navigate";
import type { Problem } from "../text/problem";
import { type Span, spanOf } from "../text/span";
import { findMember, type Member, type PolicyDocument } from "./document";
import type { Condition, Limit, Placed, Policy, Predicate, Refusal, ToolRules, WindowName } from "./policy";

/**
 * What the text means (spec §1), as far as it means something: parts that the gateway would refuse are left out where
 * they have no meaning, and read as they stand where they have one. What validation has
 * found comes along: it says whether the gateway would accept the policy at all.
 *
 * Rules are read once per member and kept as long as the member is.
 */
export function readPolicy(document: PolicyDocument, problems: readonly Problem[] = []): Policy {
  const defaultMember = findMember(document, "default");
  const hideMember = findMember(document, "hide");
  const allTools = findMember(document, "all_tools");
  let tools: ReadonlyMap<string, Placed<ToolRules>> | undefined;
  const decision = defaultMember?.value.value?.value;
  return {
    default: decision === "allow" || decision === "deny" ? decision : undefined,
    defaultSpan:
      defaultMember === undefined
        ? null
        : {
            start: defaultMember.offset + defaultMember.value.key.offset,
            end: spanOf(defaultMember.value.value ?? defaultMember.value.key, defaultMember.offset).end,
          },
    hide: readHide(hideMember),
    allToolsLimits: {
      offset: allTools?.offset ?? 0,
      value: allTools === undefined ? [] : allToolsLimitsOf(allTools.value),
    },
    // Read on first need: there can be thousands, and rules and completion ask for the rest after each edit.
    get tools() {
      tools ??= readTools(document);
      return tools;
    },
    hasUnknownFields: problems.some(({ code }) => code === "unknown-field" || code === "misspelt-field"),
    refusal: refusalOf(problems),
  };
}

/** A pattern that does not compile makes its condition false, and not the policy invalid (spec §2, "Conditions"). */
function refusalOf(problems: readonly Problem[]): Refusal | undefined {
  const errors = problems.filter(({ code, severity }) => severity === "error" && code !== "invalid-regex");
  const [first] = errors;
  return first && { errors: errors.length, first: first.message, span: first.span };
}

function readTools(document: PolicyDocument): ReadonlyMap<string, Placed<ToolRules>> {
  const tools = new Map<string, Placed<ToolRules>>();
  for (const { offset, value: member } of document.tools) {
    // A name that is still being typed replaces nothing.
    if (member.value === undefined) continue;
    const rules = rulesOf(member);
    if (rules === undefined) tools.delete(member.name);
    else tools.set(member.name, { offset, value: rules });
  }
  return tools;
}

function readHide(member: Placed<Member> | undefined): ReadonlyMap<string, Span> {
  const hide = new Map<string, Span>();
  if (member?.value.value?.type === "array")
    for (const entry of member.value.value.children ?? [])
      if (entry.type === "string" && !hide.has(entry.value)) hide.set(entry.value, spanOf(entry, member.offset));
  return hide;
}

const rulesByMember = new WeakMap<Member, ToolRules>();
const allToolsLimitsByMember = new WeakMap<Member, readonly Limit[]>();

function rulesOf(member: Member): ToolRules | undefined {
  if (member.value?.type !== "object") return undefined;
  const known = rulesByMember.get(member);
  if (known !== undefined) return known;
  const rules: ToolRules = {
    require: predicatesOf(fieldValue(member.value, "require")),
    denyIf: predicatesOf(fieldValue(member.value, "deny_if")),
    limits: limitsOf(fieldValue(member.value, "limits")),
    span: spanOf(member.key),
  };
  rulesByMember.set(member, rules);
  return rules;
}

function allToolsLimitsOf(member: Member): readonly Limit[] {
  const known = allToolsLimitsByMember.get(member);
  if (known !== undefined) return known;
  const limits = member.value === undefined ? [] : limitsOf(fieldValue(member.value, "limits"));
  allToolsLimitsByMember.set(member, limits);
  return limits;
}

function predicatesOf(list: Node | undefined): readonly Predicate[] {
  return elementsOf(list).flatMap((node) => {
    const conditions = fieldValue(node, "conditions");
    if (conditions?.type !== "array") return [];
    const message = fieldValue(node, "on_deny");
    return [
      {
        conditions: elementsOf(conditions).map(conditionOf),
        onDeny: message?.type === "string" ? String(message.value) : undefined,
        span: spanOf(node),
      },
    ];
  });
}

/** A condition that lacks its path or operator never holds, as one with an unknown operator (spec §2). */
export function conditionOf(node: Node): Condition {
  const path = fieldValue(node, "path");
  const op = fieldValue(node, "op");
  const value = fieldValue(node, "value");
  return {
    path: path?.type === "string" ? String(path.value) : "",
    op: op?.type === "string" ? String(op.value) : "",
    value: value === undefined ? null : toJson(value),
    span: spanOf(node),
  };
}

/** Limits that can be counted; the others mean nothing. */
function limitsOf(list: Node | undefined): readonly Limit[] {
  return elementsOf(list).flatMap((node) => readLimit(node) ?? []);
}

/** A limit; one without a counter, a known window or a whole maximum of 1 or more means nothing. */
export function readLimit(node: Node): Limit | undefined {
  const counter = fieldValue(node, "counter")?.value;
  const window = fieldValue(node, "window")?.value;
  const max = fieldValue(node, "max")?.value;
  const scope = fieldValue(node, "scope")?.value;
  if (typeof counter !== "string" || counter === "" || !isWindowName(window)) return undefined;
  if (!Number.isSafeInteger(max) || max < 1) return undefined;
  return { counter, window, max, scope: typeof scope === "string" ? scope : "grant", span: spanOf(node) };
}

function isWindowName(value: unknown): value is WindowName {
  return value === "minute" || value === "hour" || value === "day";
}
