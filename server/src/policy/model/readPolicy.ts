import { KeptWith, keptFor } from "../text/keptWith";
import { elementsOf } from "../text/navigate";
import type { Problem } from "../text/problem";
import { type Span, spanOf } from "../text/span";
import type { Assumptions } from "./assumptions";
import { findMember, type Member, type PolicyDocument } from "./document";
import { keySpanOf } from "./keySpan";
import type { Limit, Placed, Policy, Refusal, ToolRules } from "./policy";
import { toolSyntaxOf } from "./toolModel";

/**
 * What the text means (spec §1), as far as it means something: parts that the gateway would refuse are left out where
 * they have no meaning, and read as they stand where they have one. What validation has
 * found comes along: it says whether the gateway would accept the policy at all.
 *
 * Rules are read once per member and kept as long as the member is.
 */
export function readPolicy(document: PolicyDocument, problems: readonly Problem[] = [], reading?: Assumptions): Policy {
  return new ReadPolicy(document, problems, reading);
}

class ReadPolicy implements Policy {
  readonly default: Policy["default"];
  readonly defaultSpan: Policy["defaultSpan"];
  readonly hide: Policy["hide"];
  readonly allToolsLimits: Policy["allToolsLimits"];
  declare readonly tools: Policy["tools"];
  readonly unknownFields: Policy["unknownFields"];
  readonly refusal: Policy["refusal"];
  declare readonly reading?: Assumptions;
  readonly #document: PolicyDocument;
  #tools: Policy["tools"] | undefined;

  constructor(document: PolicyDocument, problems: readonly Problem[], reading: Assumptions | undefined) {
    const defaultMember = findMember(document, "default");
    const hideMember = findMember(document, "hide");
    const allTools = findMember(document, "all_tools");
    const decision = defaultMember?.value.value?.value;
    this.default = decision === "allow" || decision === "deny" ? decision : undefined;
    this.defaultSpan =
      defaultMember === undefined
        ? null
        : {
            start: defaultMember.offset + defaultMember.value.key.offset,
            end: spanOf(defaultMember.value.value ?? defaultMember.value.key, defaultMember.offset).end,
          };
    this.hide = hideMember === undefined ? hidesNothing : hideOf(hideMember);
    this.allToolsLimits = {
      offset: allTools?.offset ?? 0,
      value: allTools === undefined ? [] : limitsOf(allTools.value),
    };
    this.unknownFields = refusalBy(
      problems.filter(({ code }) => code === "unknown-field" || code === "misspelt-field"),
    );
    // A pattern that does not compile makes its condition false, and not the policy invalid (spec §2, "Conditions").
    const errors = problems.filter(({ code, severity }) => severity === "error" && code !== "invalid-regex");
    // Whether unknown fields are errors is a matter of the reading.
    this.refusal = refusalBy(errors) ?? (reading?.unknownFields === "rejected" ? this.unknownFields : undefined);
    if (reading !== undefined) this.reading = reading;
    this.#document = document;
    Object.defineProperty(this, "tools", ReadPolicy.#toolsOnNeed);
  }

  /**
   * Read on first need: there can be thousands, and rules and completion ask for the rest after each edit. A property of
   * each policy, so that a copy has it, but with one getter for all: `get tools()` in a literal is another one each time,
   * and the engine keeps each, with the version of the text that it sees, until it collects all garbage.
   */
  static readonly #toolsOnNeed: PropertyDescriptor = {
    enumerable: true,
    get(this: ReadPolicy) {
      this.#tools ??= readTools(this.#document);
      return this.#tools;
    },
  };
}

function refusalBy(errors: readonly Problem[]): Refusal | undefined {
  const [first] = errors;
  return first && { errors: errors.length, first: first.message, span: first.span };
}

function readTools(document: PolicyDocument): ReadonlyMap<string, Placed<ToolRules>> {
  const tools = new Map<string, Placed<ToolRules>>();
  for (const { offset, value: member } of document.tools) {
    // Asked first: the value of a sound tool is made when it is looked at.
    const rules = rulesByMember.get(member) ?? rulesOf(member);
    if (rules !== undefined) tools.set(member.name, { offset, value: rules });
    // A name that is still being typed replaces nothing.
    else if (member.value !== undefined) tools.delete(member.name);
  }
  return tools;
}

/** Of a member at its place: what comes before an edit is the same object in the next version. */
const hideOf = keptFor(({ offset, value }: Placed<Member>): ReadonlyMap<string, Span> => {
  const hide = new Map<string, Span>();
  for (const entry of elementsOf(value.value))
    if (entry.type === "string" && !hide.has(entry.value)) hide.set(entry.value, spanOf(entry, offset));
  return hide;
});

const hidesNothing: ReadonlyMap<string, Span> = new Map();

const rulesByMember = new KeptWith<Member, ToolRules>();

function rulesOf(member: Member): ToolRules | undefined {
  if (member.isEmpty !== true && member.value?.type !== "object") return undefined;
  const { require, denyIf, limits } = toolSyntaxOf(member);
  const rules: ToolRules = {
    require: require.flatMap(({ predicate }) => predicate ?? []),
    denyIf: denyIf.flatMap(({ predicate }) => predicate ?? []),
    limits: limits.flatMap(({ limit }) => limit ?? []),
    span: keySpanOf({ offset: 0, value: member }),
  };
  rulesByMember.set(member, rules);
  return rules;
}

const limitsOf = keptFor((member: Member): readonly Limit[] =>
  toolSyntaxOf(member).limits.flatMap(({ limit }) => limit ?? []),
);

/** Whether the rules of a tool are read from this member: of duplicates only the last one counts. */
export function isRead(policy: Policy, { offset, value: { name, key } }: Placed<Member>): boolean {
  const rules = policy.tools.get(name);
  return rules?.offset === offset && rules.value.span.start === key.offset;
}
