import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import type { JsonObject } from "../../policy/text/json";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { policyOf } from "../../reach/attacks/callWhere";
import { isAllowed } from "../../reach/attacks/isAllowed";
import { argumentsWith } from "../../reach/attacks/passes";
import { eachCondition } from "../engine/eachCondition";
import type { Finding, Fix, FixPlace, Rule, ToolSubject } from "../engine/rule";
import { guardedBy } from "../holes/guarded";

/** Spec §1, "Path grammar": object keys only. */
export const unreachablePath: Rule = {
  code: "unreachable-path",
  title: "A path leads to no value",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "A path that no call has a value at: an empty name (`args.`, `args..x`, `args.x.`), an index or `*` for the elements of an array (`args.list[0]`, `args.list[*]`, `args.*`), or a name with outer blanks. Silent where the schema lists an argument of exactly that name, and about arguments that the schema does not list, which `unknown-argument` reports.",
    why: "A path is `args.` and names of fields with single dots between them. It walks objects only. Where it finds nothing, no operator but `exists` holds: a requirement denies every call, and a denial never fires.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "delete_files": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.paths[0]", "op": "eq", "value": "/etc/passwd" }],
          "on_deny": "Not this file."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "delete_files": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.paths", "op": "contains", "value": "/etc/passwd" }],
          "on_deny": "Not this file."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write …"],
  check: {
    each: "tool",
    find: (subject) => eachCondition(subject, (condition, entry) => findingAbout(subject, entry, condition)),
  },
};

function findingAbout(subject: ToolSubject, entry: PredicateSyntax, syntax: ConditionSyntax): readonly Finding[] {
  const { record } = subject;
  const { condition, path } = syntax;
  const [root, ...names] = condition.path.split(".");
  if (path === undefined || root !== "args" || names.length === 0) return [];
  // What a schema lists is a name, and what it does not list is told by another rule.
  const isListed = record !== undefined && argumentTree(record.inputSchema).listsFields;
  const wrong = names.find((name) => name === "" || (!isListed && isNoName(name)));
  if (wrong === undefined) return [];
  const fact =
    wrong === ""
      ? "It has an empty name: a path is args. and names with single dots between them."
      : wrong.trim() !== wrong
        ? `The blanks around ${quote(wrong)} are a part of the name.`
        : "A path walks objects only: it cannot lead to the elements of an array.";
  return [
    {
      span: spanOf(path),
      message: `No call has a value at ${quote(condition.path)}. ${fact} ${consequenceOf(entry, syntax)}`,
      fixes: (place) => fixesOf(syntax, place),
      ...(entry.list === "deny_if" && callMeant(subject, syntax)),
    },
  ];
}

/** The call that the author had in mind, where `decide` allows it: the value at the place that the path was to lead to. */
function callMeant(
  subject: ToolSubject,
  { condition: { path, value } }: ConditionSyntax,
): { readonly call?: JsonObject } {
  const tool = guardedBy(subject)[0]?.tool;
  const names = plainNames(path);
  const meant = Array.isArray(value) ? value[0] : value;
  if (tool === undefined || names.length === 0 || meant === undefined || typeof meant === "boolean") return {};
  const call = argumentsWith(["args", ...names].join("."), isAboutElements(path) ? [meant] : meant);
  return isAllowed(policyOf(tool, tool.rules), tool.name, call) ? { call } : {};
}

function plainNames(path: string): readonly string[] {
  return path
    .split(".")
    .slice(1)
    .map((name) => name.trim().replace(/\[(?:\d*|\*)\]$/, ""))
    .filter((name) => name !== "" && name !== "*");
}

function isAboutElements(path: string): boolean {
  return path.split(".").some((name) => name.endsWith("]") || name === "*");
}

function isNoName(name: string): boolean {
  return name === "*" || name.trim() !== name || /\[(?:\d*|\*)\]$/.test(name);
}

function consequenceOf({ list }: PredicateSyntax, { condition: { op, value } }: ConditionSyntax): string {
  if (op === "exists" && value === false) return "So the condition always holds.";
  return list === "require"
    ? "So the condition never holds, and every call is denied."
    : "So the condition never holds, and this entry never denies.";
}

function fixesOf({ condition, path, op }: ConditionSyntax, { member }: FixPlace): readonly Fix[] {
  if (member === undefined || path === undefined || op === undefined) return [];
  const plain = plainNames(condition.path);
  if (plain.length === 0) return [];
  const cleaned = ["args", ...plain].join(".");
  const isElement = isAboutElements(condition.path);
  const newOp = isElement && condition.op === "eq" ? "contains" : condition.op;
  if (isElement && newOp !== "contains") return [];
  return [
    {
      title: newOp === condition.op ? `Write ${quote(cleaned)}` : `Write ${quote(cleaned)} with contains`,
      edits: [
        { span: spanOf(path, member.offset), newText: JSON.stringify(cleaned) },
        ...(newOp === condition.op ? [] : [{ span: spanOf(op, member.offset), newText: JSON.stringify(newOp) }]),
      ],
      keepsMeaning: false,
      automatic: false,
    },
  ];
}
