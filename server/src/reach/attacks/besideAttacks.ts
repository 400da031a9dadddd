import { type ArgumentNode, argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { nameParts } from "../../catalogue/nameParts";
import type { Condition } from "../../policy/model/policy";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { allowedText } from "./allowedText";
import { policyOf } from "./callWhere";
import { deniedTexts, denies } from "./deniedTexts";
import { firstCallWith } from "./firstCallWith";
import { type GuardedArgument, guardedArguments } from "./guardedTool";
import { guessedCalls } from "./guessedCalls";
import type { Hole } from "./hole";
import { isAllowed } from "./isAllowed";
import { deniedBranches } from "./nameAttacks";
import { passes } from "./passes";
import { asOneAddress, outsider } from "./recipientAttacks";

/** What a condition keeps from an argument, and a call to which another argument with it is added. */
interface Kept {
  readonly condition: Condition;
  readonly value: string;
  readonly call: JsonObject;
}

/** Operators by which a requirement names what is allowed. */
const naming = new Set(["eq", "in", "regex", "contains"]);

/** A stranger in an argument for copies, where the argument for recipients lets none through. */
export function copyAttacks(argument: GuardedArgument): readonly Hole[] {
  if (argument.kind !== "recipient") return [];
  return besideAttacks(argument, (name) => /^b?cc$/i.test(name), keptRecipient);
}

/** A denied branch as the remote one, next to a branch that may be pushed. */
export function remoteBranchAttacks(argument: GuardedArgument): readonly Hole[] {
  if (argument.kind !== "branch") return [];
  return besideAttacks(argument, (name) => /^remote_?branch$/i.test(name), keptBranch);
}

const from = /^(?:source|src|from|(?:source|src|from|old)_?path)$/i;
const to = /^(?:destination|dest|dst|target|to|(?:destination|dest|target|to|new)_?path)$/i;

/** A file elsewhere as the other end of a move or a copy, of which one end has to be in a folder. */
export function otherEndAttacks(argument: GuardedArgument): readonly Hole[] {
  const name = argument.path.slice("args.".length);
  if (argument.kind !== "path") return [];
  if (from.test(name)) return besideAttacks(argument, (other) => to.test(other), keptPath);
  // What is copied into a folder may be meant to come from anywhere.
  const moves = nameParts(argument.tool.name).some((part) => part === "move" || part === "rename" || part === "mv");
  return moves && to.test(name) ? besideAttacks(argument, (other) => from.test(other), keptPath) : [];
}

/** A denied text in an argument that the schema calls an alias of the one that is denied. */
export function aliasAttacks(argument: GuardedArgument): readonly Hole[] {
  const { path, node: guarded, denied, required } = argument;
  if (denied.length === 0 || required.length > 0 || guarded?.required === "always") return [];
  const own = path.slice("args.".length);
  const isAlias = (name: string, node: ArgumentNode): boolean => {
    return aliasIn(node) === own || (guarded !== undefined && aliasIn(guarded) === name);
  };
  return besideAttacks(argument, isAlias, keptText);
}

function aliasIn({ description }: ArgumentNode): string | undefined {
  return /\balias (?:for|of) ['"`]?(\w+)/i.exec(description.slice(0, 300))?.[1];
}

/** What is kept from an argument, in another one that no condition looks at; where the input schema lists it. */
function besideAttacks(
  argument: GuardedArgument,
  isMeant: (name: string, node: ArgumentNode) => boolean,
  keep: (argument: GuardedArgument) => Kept | undefined,
): readonly Hole[] {
  const { tool, path } = argument;
  if (tool.inputSchema === undefined || path.split(".").length !== 2) return [];
  const looked = new Set(guardedArguments(tool).map((each) => each.path.split(".")[1]));
  const others = [...argumentTree(tool.inputSchema).fields].filter(
    ([name, node]) =>
      node.path !== null && !looked.has(name) && isMeant(name, node) && (isText(node) || isText(node.element)),
  );
  const kept = others.length === 0 ? undefined : keep(argument);
  if (kept === undefined) return [];
  const { condition, value, call } = kept;
  return others.flatMap(([name, node]): Hole[] => {
    const args = { ...call, [name]: isText(node) ? value : [value] };
    if (!isAllowed(policyOf(tool, tool.rules), tool.name, args)) return [];
    const beside = `args.${name}`;
    const says = `${quote(value)} passes in ${quote(beside)}: no condition looks at it.`;
    return [{ condition, arguments: args, value, beside, says }];
  });
}

function isText(node: ArgumentNode | undefined): boolean {
  return node !== undefined && node.values === undefined && node.types.includes("string");
}

/** A stranger, where a requirement on the argument itself lets none through. */
function keptRecipient(argument: GuardedArgument): Kept | undefined {
  const condition = argument.required.find(({ op }) => naming.has(op));
  const allowed = allowedText(argument);
  if (condition === undefined || allowed === undefined || passes(argument, outsider)) return undefined;
  const call = firstCallWith(argument, [asOneAddress(allowed), allowed])?.arguments;
  return call && { condition, value: outsider, call };
}

function keptPath(argument: GuardedArgument): Kept | undefined {
  const condition = argument.required.find(({ op }) => naming.has(op));
  const allowed = allowedText(argument);
  const value = "/etc/passwd";
  if (condition === undefined || allowed === undefined || passes(argument, value)) return undefined;
  const call = firstCallWith(argument, [`${allowed}a`, allowed])?.arguments;
  return call && { condition, value, call };
}

function keptBranch(argument: GuardedArgument): Kept | undefined {
  const { denied, required } = argument;
  const condition =
    denied.find((each) => deniedBranches(argument, each).length > 0) ?? required.find(({ op }) => naming.has(op));
  if (condition === undefined) return undefined;
  const [value = "main"] = deniedBranches(argument, condition);
  const call = passes(argument, value) ? undefined : firstCallWith(argument, [allowedText(argument) ?? "feature"]);
  return call && { condition, value, call: call.arguments };
}

function keptText(argument: GuardedArgument): Kept | undefined {
  for (const condition of argument.denied) {
    const value = deniedTexts(condition).find((each) => denies(argument, condition, each));
    if (value === undefined) continue;
    const call: Record<string, JsonValue> = { ...guessedCalls(argument)(value) };
    delete call[argument.path.slice("args.".length)];
    return { condition, value, call };
  }
  return undefined;
}
