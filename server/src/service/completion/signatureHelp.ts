import type { MarkupContent, ParameterInformation, SignatureHelp } from "vscode-languageserver-types";
import { toolBehindService } from "../../catalogue/authorHints";
import type { Tool } from "../../catalogue/catalogue";
import { type OperandKind, operators } from "../../policy/model/operators";
import { describeOperand, fieldsOf, findField } from "../../policy/model/schema";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import type { Environment } from "../environment";
import { operatorHover } from "../hover/conditionHover";
import { pathHover } from "../hover/pathHover";
import { paragraphs } from "../hover/prose";
import type { Snapshot } from "../snapshot";
import { wordAt } from "./characters";
import { type Context, contextAt } from "./context";
import { positionAt } from "./position";
import type { Container } from "./scan";

/** What a person types inside a condition, like the parameters of a function: its fields, the one at hand in bold. */
export function signatureHelp(snapshot: Snapshot, offset: number, env: Environment): SignatureHelp | null {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return null;
  const position = positionAt(snapshot.document, offset);
  if (position === undefined) return null;
  const condition = conditionAt(contextAt(snapshot, position, offset, env));
  if (condition === undefined) return null;
  const { op, path, tool, active } = condition;
  const words = fields.map((name) => (name === "value" ? `value: ${operandInWords(op)}` : name));
  let at = "{ ".length;
  const parameters = words.map((word, index): ParameterInformation => {
    const label: [number, number] = [at, at + word.length];
    at += word.length + ", ".length;
    return { label, documentation: markdown(fieldHelp(fields[index] ?? "", op, path, tool)) };
  });
  const signature = { label: `{ ${words.join(", ")} }`, parameters };
  return { signatures: [signature], activeSignature: 0, activeParameter: fields.indexOf(active) };
}

/** The fields of a condition, in the order in which people write them. */
const fields: readonly string[] = fieldsOf("condition").map(({ name }) => name);

/** A condition as far as it is typed. */
interface TypedCondition {
  readonly tool: Tool | undefined;
  readonly path: string | undefined;
  readonly op: string | undefined;
  /** The field at the cursor, or that is to be typed next. */
  readonly active: string;
}

/** How many keys and indexes lead to a condition: `tools`, its name, the list, an index, `conditions`, an index. */
const depth = 6;

function conditionAt({ snapshot, position, path, env }: Context): TypedCondition | undefined {
  const [tools, name, list, predicate, conditions, condition, field] = path;
  if (tools !== "tools" || (list !== "require" && list !== "deny_if") || conditions !== "conditions") return undefined;
  if (typeof name !== "string" || typeof predicate !== "number" || typeof condition !== "number") return undefined;
  // In a bare fragment the text lacks the first key of the path.
  const container = position.containers[depth + position.path.length - path.length];
  if (container?.kind !== "object") return undefined;
  const { text } = snapshot.document;
  const typed = typedFields(text, container);
  const key = position.slot === "key" ? wordAt(text, position.replaced) : position.key;
  const here = typeof field === "string" ? field : key;
  const isKnown = here !== undefined && findField("condition", here) !== undefined;
  const active = isKnown ? here : fields.find((each) => !typed.has(each));
  // Clients would take the first field for the active one: where nothing is left to be typed, there is no help.
  if (active === undefined) return undefined;
  return {
    tool: env.catalogue.find(name) ?? toolBehindService(env.catalogue, name),
    path: typed.get("path"),
    op: typed.get("op"),
    active,
  };
}

/** The texts of the fields that are typed, "" for a value that is none; of duplicates the last. */
function typedFields(text: string, { entries }: Container): ReadonlyMap<string, string> {
  const typed = new Map<string, string>();
  for (const { key, value } of entries)
    if (key !== undefined) typed.set(wordAt(text, key), value === undefined ? "" : wordAt(text, value));
  return typed;
}

function fieldHelp(name: string, op: string | undefined, path: string | undefined, tool: Tool | undefined): string {
  const argument = path === undefined || !path.startsWith("args.") ? undefined : pathHover(path, tool);
  const description = findField("condition", name)?.description ?? "";
  switch (name) {
    case "path":
      return paragraphs(argument, plainMarkdown(description)) ?? "";
    case "op":
      return operatorHover(op) ?? `One of ${[...operators.keys()].map((each) => codeSpan(each)).join(", ")}.`;
    default: {
      const operand = op === undefined ? undefined : describeOperand(op);
      return paragraphs(plainMarkdown(operand ?? description), operatorHover(op), argument) ?? "";
    }
  }
}

const operandWords: Readonly<Record<OperandKind, string>> = {
  array: "array",
  number: "number",
  boolean: "true or false",
  pattern: "Go regular expression",
  any: "any value",
};

/** What `value` has to be; "any value" as long as this is not known. */
function operandInWords(op: string | undefined): string {
  return operandWords[operators.get(op ?? "")?.takes ?? "any"];
}

function markdown(value: string): MarkupContent {
  return { kind: "markdown", value };
}
