import type { Condition, PredicateList } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";

/** A condition with another value, and what is different in words. */
export interface WeakCondition {
  readonly condition: Condition;
  readonly edit: string;
}

/** The ways in which one step makes a condition of a list stop less: another bound, an open end, an entry fewer. */
export function weakenCondition(list: PredicateList, condition: Condition): readonly WeakCondition[] {
  const { path, op, value } = condition;
  const changedTo = (newValue: JsonValue, edit: string): WeakCondition => ({
    condition: { ...condition, value: newValue },
    edit: `${path} ${op} ${edit}`,
  });
  // What a requirement accepts more, a denial has to catch less.
  const up = (op === "lt" || op === "lte") === (list === "require");
  switch (op) {
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      if (typeof value !== "number") return [];
      const next = up ? value + 1 : value - 1;
      return [changedTo(next, `${value} → ${next}`)];
    }
    case "regex":
      return typeof value === "string"
        ? patterns(list, value).map((each) => changedTo(each, `${quote(value)} → ${quote(each)}`))
        : [];
    case "in":
    case "not_in": {
      const isForbidding = (op === "in") === (list === "deny_if");
      if (!isForbidding || !Array.isArray(value) || value.length < 2) return [];
      return value.map((entry: JsonValue, index) =>
        changedTo(
          value.filter((_, at) => at !== index),
          `without ${quote(typeof entry === "string" ? entry : JSON.stringify(entry))}`,
        ),
      );
    }
    default:
      return [];
  }
}

/** A requirement's pattern that is open at an end; a denial's pattern that asks for the whole text. */
function patterns(list: PredicateList, source: string): readonly string[] {
  if (list === "deny_if") return [`^(?:${source})$`];
  const start = /^(?:\(\?[a-zA-Z]+\))?\^/.exec(source)?.[0];
  const found: string[] = [];
  if (start !== undefined) found.push(start.slice(0, -1) + source.slice(start.length));
  if (/(?<!\\)(?:\\\\)*\$$/.test(source)) found.push(source.slice(0, -1));
  return found;
}
