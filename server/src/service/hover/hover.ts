import type { Hover } from "vscode-languageserver-types";
import { toolBehindService } from "../../catalogue/authorHints";
import type { Tool } from "../../catalogue/catalogue";
import type { Place } from "../../policy/model/schema";
import { type NodeAtOffset, nodeAt } from "../cursor";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { attackNote } from "./attackNote";
import { conditionHover, operatorHover } from "./conditionHover";
import { fieldHover, valueHover } from "./fieldHover";
import { type HoverTarget, hoverTargetAt } from "./hoverTarget";
import { limitHover } from "./limitHover";
import { pathHover } from "./pathHover";
import { predicateHover } from "./predicateHover";
import { paragraphs } from "./prose";
import { everyToolHover, toolHover } from "./toolHover";

/** Explains what is at a position: a tool, a field, or what a rule does; null where there is nothing to say. */
export function hover(snapshot: Snapshot, offset: number, env: Environment): Hover | null {
  if (snapshot.foreign !== undefined) return null;
  const pointed = nodeAt(snapshot.document, offset);
  // On brackets and white space a text about everything around would only be in the way.
  if (pointed === undefined || pointed.node.type === "object" || pointed.node.type === "array") return null;
  const target = hoverTargetAt(pointed.path);
  if (target === undefined) return null;
  const explanation = explain(target, pointed, snapshot, env);
  // A tool's recommendation is long: what is wrong with the policy is above it.
  const value =
    target.kind === "tool" ? explanation : paragraphs(explanation, attackNote(snapshot, target, pointed, env));
  return value === undefined ? null : { contents: { kind: "markdown", value }, range: rangeOf(snapshot, pointed.span) };
}

function explain(target: HoverTarget, pointed: NodeAtOffset, snapshot: Snapshot, env: Environment): string | undefined {
  const { policy } = snapshot;
  const { isKey } = pointed;
  const value: unknown = pointed.node.value;
  switch (target.kind) {
    case "tool":
      return isKey ? toolHover(snapshot, target.name, env, attackNote(snapshot, target, pointed, env)) : undefined;
    case "hidden":
      if (typeof value !== "string") return undefined;
      return value === "*" ? everyToolHover() : toolHover(snapshot, value, env);
    case "field":
      return fieldOrValue(target.place, target.field, isKey, value);
    case "limit":
      return paragraphs(
        limitHover(snapshot, target.tool, pointed, env.now),
        fieldOrValue("limit", target.field, isKey, value),
      );
    case "predicate":
      return paragraphs(predicateHover(policy, target, pointed), fieldOrValue("predicate", target.field, isKey, value));
    case "condition":
      return paragraphs(
        conditionHover(policy, target, pointed),
        (isKey ? undefined : conditionValue(target.field, value, findTool(target.tool, env))) ??
          fieldHover("condition", target.field),
      );
  }
}

/** On a value that the format names, what it means; else what the field is for. */
function fieldOrValue(place: Place, field: string, isKey: boolean, value: unknown): string | undefined {
  return (isKey ? undefined : valueHover(place, field, value)) ?? fieldHover(place, field);
}

function conditionValue(field: string, value: unknown, tool: Tool | undefined): string | undefined {
  if (field === "op") return operatorHover(value);
  return field === "path" && typeof value === "string" ? pathHover(value, tool) : undefined;
}

function findTool(name: string, { catalogue }: Environment): Tool | undefined {
  return catalogue.find(name) ?? toolBehindService(catalogue, name);
}
