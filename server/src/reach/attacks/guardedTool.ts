import { type ArgumentKind, argumentKind } from "../../catalogue/inputSchema/argumentKind";
import { type ArgumentNode, argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { findArgument } from "../../catalogue/inputSchema/findArgument";
import type { Condition, ToolRules } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { KeptWith } from "../../policy/text/keptWith";

/** A tool with its rules, whose conditions are to be got past. */
export interface GuardedTool {
  readonly name: string;
  readonly rules: ToolRules;
  /** undefined: nothing is known of its arguments but their names. */
  readonly inputSchema: JsonObject | undefined;
}

/** An argument that conditions of a tool look at. */
export interface GuardedArgument {
  readonly tool: GuardedTool;
  /** `args.` and names. */
  readonly path: string;
  readonly node: ArgumentNode | undefined;
  /** Whether it is a list of texts: a value is then sent as an element of it, and the kind is that of the elements. */
  readonly isList: boolean;
  /** What it is for; undefined where nothing says so. */
  readonly kind: ArgumentKind | undefined;
  /** What says so, for a sentence: `by its name`. */
  readonly by: string;
  /** The conditions of `require` on it: each has to hold. */
  readonly required: readonly Condition[];
  /** The conditions of entries of `deny_if` that look at nothing else: each of them denies by itself. */
  readonly denied: readonly Condition[];
}

/** Tools with more conditions are not attacked: each attack may look at all of them. */
export const mostConditions = 60;

/** Whether a tool has few enough conditions to be attacked. */
export function isAttackable({ require, denyIf }: ToolRules): boolean {
  let count = 0;
  for (const list of [require, denyIf]) for (const { conditions } of list) count += conditions.length;
  return count <= mostConditions;
}

const known = new KeptWith<GuardedTool, readonly GuardedArgument[]>();

/** The arguments that conditions of a tool look at; none of a tool that is too long to be attacked. */
export function guardedArguments(tool: GuardedTool): readonly GuardedArgument[] {
  const kept = known.get(tool);
  if (kept !== undefined) return kept;
  const made = isAttackable(tool.rules) ? readArguments(tool) : [];
  known.set(tool, made);
  return made;
}

function readArguments(tool: GuardedTool): readonly GuardedArgument[] {
  const { require, denyIf } = tool.rules;
  const paths = new Set([...require, ...denyIf].flatMap(({ conditions }) => conditions.map(({ path }) => path)));
  const tree = tool.inputSchema && argumentTree(tool.inputSchema);
  return [...paths]
    .filter((path) => path.startsWith("args."))
    .map((path) => {
      const names = path.split(".").slice(1);
      const node = tree && findArgument(tree, names);
      return {
        tool,
        path,
        node,
        ...whatItIs(names.at(-1) ?? "", node, tool),
        required: require.flatMap(({ conditions }) => conditions.filter((each) => each.path === path)),
        denied: denyIf.flatMap(({ conditions }) => {
          const [only] = conditions;
          return conditions.length === 1 && only?.path === path ? [only] : [];
        }),
      };
    });
}

/** What an argument of a name is for; a list of texts, what its elements are for. */
export function whatItIs(
  name: string,
  node: ArgumentNode | undefined,
  tool: GuardedTool,
): Pick<GuardedArgument, "isList" | "kind" | "by"> {
  const isList = isListOfTexts(node);
  const told = isList
    ? argumentKind(name.replace(/s$/, ""), node?.element, tool.name, node?.description)
    : argumentKind(name, node, tool.name);
  return { isList, kind: told?.kind, by: told?.by ?? "" };
}

function isListOfTexts(node: ArgumentNode | undefined): boolean {
  return node?.exact === true && node.types.join() === "array" && node.element?.types.join() === "string";
}
