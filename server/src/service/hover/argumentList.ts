import { type ArgumentNode, argumentTree } from "../../catalogue/inputSchema/argumentTree";
import type { JsonObject } from "../../policy/text/json";
import { boundedListOf, listOf } from "../../policy/words/plain/listOf";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import { typeInWords } from "../../policy/words/plain/types";

/** A hover is read at a glance. */
const mostArguments = 12;
const mostValues = 8;
const longestDescription = 160;

/** The arguments of a tool as a list: the required ones first. */
export function argumentList(inputSchema: JsonObject): string {
  const fields = [...argumentTree(inputSchema).fields.values()];
  const all = fields.toSorted((a, b) => Number(isRequired(b)) - Number(isRequired(a)));
  if (all.length === 0) return "**Arguments:** none listed";
  const lines = all.slice(0, mostArguments).map((argument) => {
    const description = plainMarkdown(argument.description, longestDescription);
    return `- ${codeSpan(argument.name)} (${kindInWords(argument)})${description === "" ? "" : `: ${description}`}`;
  });
  const more = all.length - lines.length;
  return ["**Arguments**", "", ...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

/** One argument, with what its schema says of it. */
export function argumentFacts(argument: ArgumentNode): string {
  const description = plainMarkdown(argument.description);
  const { values } = argument;
  return [
    `**${codeSpan(argument.name)}** (${kindInWords(argument)})${description === "" ? "" : `: ${description}`}`,
    ...(values === undefined ? [] : [`One of ${valuesInCode(values)}.`]),
  ].join("\n\n");
}

/** "text, required". */
function kindInWords(argument: ArgumentNode): string {
  const types = argument.types.map(typeInWords);
  return `${types.length === 0 ? "any value" : plainMarkdown(listOf(types, "or"))}, ${presenceInWords[argument.required]}`;
}

const presenceInWords = { always: "required", sometimes: "required in some cases", never: "optional" } as const;

function isRequired({ required }: ArgumentNode): boolean {
  return required === "always";
}

function valuesInCode(values: readonly unknown[]): string {
  return boundedListOf(
    values.map((value) => codeSpan(JSON.stringify(value))),
    mostValues,
    "or",
  );
}
