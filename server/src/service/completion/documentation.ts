import { argumentPaths } from "../../catalogue/argumentPaths";
import type { Tool } from "../../catalogue/catalogue";
import { operators } from "../../policy/model/operators";
import { describeOperand, findField, type Place } from "../../policy/model/schema";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import type { Environment } from "../environment";
import { paragraphs } from "../hover/prose";
import { facts, recommendation, riskLine } from "../hover/toolHover";
import { argumentTypes } from "./argumentWords";

/** Explains what an item is about, in Markdown; undefined when there is nothing to say. `about` may be anything. */
export function documentationOf(about: unknown, env: Environment): string | undefined {
  if (typeof about !== "object" || about === null) return undefined;
  const { about: kind, name, place, field, value, tool, path, text } = about as Readonly<Record<string, unknown>>;
  switch (kind) {
    case "tool":
      return aboutTool(env.catalogue.find(String(name)));
    case "field":
      return aboutField(place as Place, String(name));
    case "value":
      return aboutValue(place as Place, String(field), String(value));
    case "operator":
      return aboutOperator(String(name));
    case "argument":
      return aboutArgument(env.catalogue.find(String(tool)), String(path));
    case "note":
      return typeof text === "string" ? plainMarkdown(text) : undefined;
    default:
      return undefined;
  }
}

/** What a tool does, why it is risky, and the rule that is recommended for it: as its hover says it. */
function aboutTool(tool: Tool | undefined): string | undefined {
  return tool && paragraphs(riskLine(tool), facts(tool), recommendation(tool));
}

function aboutField(place: Place, name: string): string | undefined {
  const field = knownPlaces.has(place) ? findField(place, name) : undefined;
  if (field === undefined) return undefined;
  return paragraphs(
    `**${plainMarkdown(field.title)}**${field.required ? " · required" : ""}`,
    plainMarkdown(field.description),
  );
}

const knownPlaces: ReadonlySet<string> = new Set<Place>([
  "policy",
  "allTools",
  "tool",
  "predicate",
  "condition",
  "limit",
]);

function aboutValue(place: Place, name: string, text: string): string | undefined {
  const field = knownPlaces.has(place) ? findField(place, name) : undefined;
  const found = field?.values?.find(({ value }) => value === text);
  return found === undefined ? undefined : plainMarkdown(found.description);
}

function aboutOperator(name: string): string | undefined {
  const operator = operators.get(name);
  if (operator === undefined) return undefined;
  const { meaning, pitfall } = operator;
  const operand = describeOperand(name);
  return paragraphs(
    plainMarkdown(meaning),
    pitfall === undefined ? "" : `⚠ ${plainMarkdown(pitfall)}`,
    operand === undefined ? "" : `Value: ${plainMarkdown(operand)}`,
  );
}

function aboutArgument(tool: Tool | undefined, path: string): string | undefined {
  const found = tool === undefined ? undefined : argumentPaths(tool.inputSchema).find((each) => each.path === path);
  if (found === undefined) return undefined;
  const values = found.enumValues?.slice(0, 20).map((value) => codeSpan(JSON.stringify(value)));
  return paragraphs(
    plainMarkdown(found.description),
    `${argumentTypes(found)}${found.required ? ", required" : ", may be missing from a call"}.`,
    values === undefined ? "" : `One of ${values.join(", ")}${(found.enumValues?.length ?? 0) > 20 ? " …" : ""}.`,
    found.examples.length === 0 ? "" : `For example ${codeSpan(JSON.stringify(found.examples[0]))}.`,
  );
}
