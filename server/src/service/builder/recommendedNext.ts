import type { RecommendedRule } from "../../catalogue/recommendedRule";
import { printInline } from "../../policy/edit/layout";
import type { Member } from "../../policy/model/document";
import type { WindowName } from "../../policy/model/policy";
import { isJsonObject, type JsonObject, type JsonValue, toJson } from "../../policy/text/json";
import type { BuilderChoice, BuilderRow } from "../../protocol/builder";
import { windows } from "../completion/limitTemplates";
import type { PartPath } from "./changePart";

/** One value to write into the rules of a tool. */
interface Addition {
  readonly path: PartPath;
  readonly value: JsonValue;
}

/** What the rules of a tool are next to what is recommended for it. */
export function standingOf(
  choice: BuilderChoice,
  member: Member | undefined,
  recommended: RecommendedRule,
): BuilderRow["standing"] {
  if (choice === "default" || recommended.kind === "none") return "no rule";
  if (recommended.kind === "hide") return choice === "hide" ? "same" : choice === "custom" ? "replaced" : "looser";
  if (choice === "hide") return "stricter";
  const rules = member?.value === undefined ? {} : toJson(member.value);
  if (printInline(rules) === printInline(recommended.rules)) return "same";
  if (choice === "deny") return "stricter";
  if (deniesAll(recommended.rules)) return choice === "custom" ? "replaced" : "looser";
  return additions(rules, recommended.rules).length === 0 ? "stricter" : "looser";
}

/** Whether these rules deny every call. */
function deniesAll({ deny_if }: JsonObject): boolean {
  return Array.isArray(deny_if) && deny_if.some((entry) => conditionsOf(entry) === "[]");
}

/** What is missing in the rules of a tool to be as strict as what is recommended: nothing that stands gets looser by it. */
export function additions(rules: JsonValue, recommended: JsonObject): readonly Addition[] {
  const there = isJsonObject(rules) ? rules : {};
  return Object.entries(recommended).flatMap(([field, wanted]) => {
    const list = there[field];
    const elements = Array.isArray(list) ? list : [];
    let end = elements.length;
    const append = (value: JsonValue): Addition =>
      list === undefined && end++ === 0 ? { path: [field], value: [value] } : { path: [field, end++], value };
    return (Array.isArray(wanted) ? wanted : []).flatMap((element): readonly Addition[] => {
      if (field === "limits" && isJsonObject(element)) return limitAdditions(element, elements, append);
      return elements.some((each) => conditionsOf(each) === conditionsOf(element)) ? [] : [append(element)];
    });
  });
}

/** A limit of at most as many calls in the same window or a longer one is as strict. A looser one of its counter gets stricter. */
function limitAdditions(
  wanted: JsonObject,
  limits: readonly JsonValue[],
  append: (value: JsonValue) => Addition,
): readonly Addition[] {
  const max = (limit: JsonObject): number => (typeof limit.max === "number" ? limit.max : Number.POSITIVE_INFINITY);
  const length = ({ window }: JsonObject): number => windows.indexOf(window as WindowName);
  const known = limits.map((limit) => (isJsonObject(limit) && limit.scope === wanted.scope ? limit : {}));
  if (known.some((limit) => length(limit) >= length(wanted) && max(limit) <= max(wanted))) return [];
  const looser = known.findIndex(({ counter, window }) => counter === wanted.counter && window === wanted.window);
  if (looser >= 0) return [{ path: ["limits", looser, "max"], value: max(wanted) }];
  const counters = new Set(known.map(({ counter }) => counter));
  let counter = String(wanted.counter);
  // Two limits with one counter would share their count (spec §2).
  while (counters.has(counter)) counter = `${counter}_${wanted.window}`;
  return [append({ ...wanted, counter })];
}

function conditionsOf(entry: JsonValue | undefined): string {
  return isJsonObject(entry) && entry.conditions !== undefined ? printInline(entry.conditions) : "";
}
