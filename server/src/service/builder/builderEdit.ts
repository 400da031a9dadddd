import { addPolicyField } from "../../policy/edit/memberEdits";
import { findMember, type PolicyDocument } from "../../policy/model/document";
import { parsePolicy } from "../../policy/model/parse";
import { spanOf } from "../../policy/text/span";
import { applyEdits } from "../../policy/text/textEdit";
import type { BuilderChange, BuilderEditParams, BuilderEditResult } from "../../protocol/builder";
import { startedPolicy } from "../actions/startedPolicy";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { changePart, type PartPath, partAt } from "./changePart";
import { chooseForTool } from "./chooseForTool";
import { linesThatChange } from "./linesThatChange";
import { notBuilt } from "./notBuilt";
import { type Changed, isRefused, refuse } from "./refusal";
import { setPart, shapeOf } from "./setPart";
import { argumentAt, startingCondition, startingEntry, startingLimit } from "./startingValues";

/** The edits that make a change: the lines around what changes stay as they are. */
export function builderEdit(
  snapshot: Snapshot,
  environment: Environment,
  { change }: BuilderEditParams,
): BuilderEditResult {
  const why = notBuilt(snapshot);
  if (why !== undefined) return { edits: [], refused: why };
  const after = changed(startedPolicy(snapshot.document), change, environment);
  if (isRefused(after)) return { edits: [], refused: after.refused };
  const edits = linesThatChange(snapshot.document.text, after.text);
  return {
    edits: edits.map(({ span, newText }) => ({ range: rangeOf(snapshot, span), newText })),
    refused: null,
  };
}

function changed(document: PolicyDocument, change: BuilderChange, environment: Environment): Changed {
  switch (change.kind) {
    case "default":
      return withDefault(document, change.decision);
    case "choose":
      return chooseForAll(document, change, environment);
    case "add-limit": {
      const { tool } = change;
      const limits = partAt(document, tool, ["limits"]);
      const limit = startingLimit(environment, tool, limits);
      return addElement(document, tool, ["limits"], limit, environment);
    }
    case "add-condition": {
      const { tool, list, entry, path } = change;
      const condition = startingCondition(path, argumentAt(environment, tool, path), list);
      return entry === null
        ? addElement(document, tool, [list], startingEntry(condition), environment)
        : addElement(document, tool, [list, entry, "conditions"], condition, environment);
    }
    case "set":
      return setPart(document, change, environment);
    case "remove":
      return removePart(document, change.tool, change.path);
    default:
      return refuse("The builder does not know this change.");
  }
}

function withDefault(document: PolicyDocument, decision: unknown): Changed {
  if (decision !== "allow" && decision !== "deny") return refuse('The default is "allow" or "deny".');
  const member = findMember(document, "default");
  const value = member?.value.value;
  const edits =
    member === undefined
      ? addPolicyField(document, "default", decision)
      : value === undefined
        ? []
        : [{ span: spanOf(value, member.offset), newText: JSON.stringify(decision) }];
  if (edits.length === 0) return refuse('"default" has no value. Fix it in the text first.');
  return parsePolicy(applyEdits(document.text, edits), document);
}

/** For some tools nothing is recommended: of several they are passed over. */
function chooseForAll(
  document: PolicyDocument,
  { tools, choice }: Extract<BuilderChange, { kind: "choose" }>,
  { catalogue }: Environment,
): Changed {
  let after = document;
  const names = new Set(Array.isArray(tools) ? tools.filter((name) => typeof name === "string" && name !== "") : []);
  for (const name of names) {
    const next = chooseForTool(after, name, choice, catalogue);
    if (!isRefused(next)) after = next;
    else if (names.size === 1) return next;
  }
  return after;
}

/** Adds an element to a list of a tool, which is listed if it is not, or of `all_tools`. */
function addElement(
  document: PolicyDocument,
  tool: string | null,
  list: PartPath,
  element: Parameters<typeof changePart>[3],
  { catalogue }: Environment,
): Changed {
  const choosable =
    tool !== null && partAt(document, tool, []) === undefined
      ? chooseForTool(document, tool, "allow", catalogue)
      : document;
  if (isRefused(choosable)) return choosable;
  const there = partAt(choosable, tool, list);
  if (there !== undefined && !Array.isArray(there))
    return refuse("The text has no list there. Fix it in the text first.");
  if (there === undefined && partAt(choosable, tool, []) !== undefined)
    return changePart(choosable, tool, list, [element ?? null]);
  return changePart(choosable, tool, [...list, there?.length ?? 0], element);
}

/** An entry without conditions would always hold: with the last one the entry goes. */
function removePart(document: PolicyDocument, tool: string | null, path: PartPath): Changed {
  const shape = shapeOf(path);
  if (shape === undefined || typeof path.at(-1) !== "number" || partAt(document, tool, path) === undefined)
    return refuse("This part is not in the text any more.");
  const conditions = shape === "condition" ? partAt(document, tool, path.slice(0, -1)) : undefined;
  const isLast = Array.isArray(conditions) && conditions.length === 1;
  return changePart(document, tool, isLast ? path.slice(0, 2) : path, undefined);
}
