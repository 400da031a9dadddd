import { kindByName } from "../../catalogue/inputSchema/argumentKind";
import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import { elementsOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { sampleText } from "../../reach/attacks/sampleText";
import { eachCondition } from "../engine/eachCondition";
import type { Finding, Fix, FixPlace, Rule, ToolSubject } from "../engine/rule";
import { callThatPasses } from "./callThatPasses";

/** Attacks, "by how a pattern is written": an operator that compares whole values. */
export const valueReadsAsPattern: Rule = {
  code: "value-reads-as-pattern",
  title: "A value is compared as a whole, and reads like a pattern or a list",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "A value of `eq`, `neq`, `in` or `not_in` that is meant for something else: a pattern (`res.*`, `^/srv/`, `*.txt`), several names in one string (`a,b`), or a name with spaces around it. Not reported for arguments that take code, SQL, patterns, queries or fields, nor for the value `*`.",
    why: "These operators compare the whole string, character by character. `res.*` equals `res.*` and nothing else, so a requirement denies what it should allow, and a denial never fires.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_table": {
      "require": [
        {
          "conditions": [{ "path": "args.table", "op": "eq", "value": "sales_.*" }],
          "on_deny": "Sales only."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_table": {
      "require": [
        {
          "conditions": [{ "path": "args.table", "op": "regex", "value": "^sales_.*$" }],
          "on_deny": "Sales only."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Compare with the pattern …", "Write … names", "Write … without blanks"],
  check: {
    each: "tool",
    find: (subject) => eachCondition(subject, (condition, { list }) => findingsAbout(subject, list, condition)),
  },
};

type Node = NonNullable<ConditionSyntax["value"]>;

const whole = new Set(["eq", "neq", "in", "not_in"]);

/** Arguments whose texts may well have such characters. */
const takesSuch =
  /pattern|regex|glob|query|filter|expr|search|domain|field|column|include|select|format|mask|cron|scope/i;
const suchKinds = new Set(["command", "code", "sql", "markup", "many"]);

function findingsAbout(
  subject: ToolSubject,
  list: PredicateSyntax["list"],
  syntax: ConditionSyntax,
): readonly Finding[] {
  const { condition, value } = syntax;
  const name = condition.path.split(".").at(-1) ?? "";
  if (value === undefined || !whole.has(condition.op) || takesSuch.test(name) || suchKinds.has(kindByName(name) ?? ""))
    return [];
  const isList = condition.op === "in" || condition.op === "not_in";
  return (isList ? elementsOf(value) : [value]).flatMap((node): Finding[] => {
    const text: unknown = node.value;
    if (node.type !== "string" || typeof text !== "string") return [];
    const found = patternIn(text) ?? listIn(text, isList) ?? blanksIn(text);
    if (found === undefined) return [];
    return [
      {
        span: spanOf(node),
        message: found.message(condition.op),
        fixes: (place) => found.fix(syntax, node, place),
        ...(isForbidding(condition.op) && callThatPasses(subject, condition, list, found.meant())),
      },
    ];
  });
}

/** Operators that deny what they name; the others deny all else. */
function isForbidding(op: string): boolean {
  return op === "eq" || op === "in";
}

interface Misreading {
  /** Values that the author had in mind. */
  readonly meant: () => readonly (string | undefined)[];
  readonly message: (op: string) => string;
  readonly fix: (syntax: ConditionSyntax, node: Node, place: FixPlace) => readonly Fix[];
}

/** A pattern, or a glob; `*` alone is a value of its own. */
function patternIn(text: string): Misreading | undefined {
  const isPattern = /^\^.|.\$$|\.[*+]|\\[.dwsb]|\[[^\]]+\][*+]/.test(text);
  const isGlob = /^[\w./-]*\*[\w./-]*$/.test(text) && /\w/.test(text);
  if ((!isPattern && !isGlob) || /^[A-Z]{0,3}\$$/.test(text)) return undefined;
  const source = asPattern(text);
  return {
    meant: () => [sampleText(source.replace(/\.\*\$?$/, ".+"))],
    message: (op) => `${op} compares the whole string, so ${quote(text)} equals only itself. For a pattern, use regex.`,
    fix: ({ condition, op, value }, _node, { member }) =>
      member === undefined || op === undefined || value === undefined || !isSingle(condition.op, condition.value)
        ? []
        : [
            {
              title: `Compare with the pattern ${quote(source)}`,
              edits: [
                { span: spanOf(op, member.offset), newText: '"regex"' },
                { span: spanOf(value, member.offset), newText: JSON.stringify(source) },
              ],
              keepsMeaning: false,
              automatic: false,
            },
          ],
  };
}

function isSingle(op: string, value: unknown): boolean {
  return op === "eq" || (op === "in" && Array.isArray(value) && value.length === 1);
}

function asPattern(text: string): string {
  if (/^\^|\$$|\\/.test(text)) return text;
  // In a name such as `res.*`, the dot is most often a dot.
  const dotted = /^[\w-]+\.\*$/.test(text) || !/\.[*+]|\[/.test(text);
  const source = dotted ? text.replaceAll(".", "\\.").replaceAll("*", ".*") : text;
  return `^${source}$`;
}

/** Several names with commas between them, in one string of a list. */
function listIn(text: string, isList: boolean): Misreading | undefined {
  const names = text.split(",").map((each) => each.trim());
  // With blanks between them they may be words of a sentence, or a place: names of a program have a dot or a low line.
  const isName = /\s/.test(text) ? /^[a-z]\w*[._][\w.]+$/ : /^[A-Za-z_][\w./-]*$/;
  if (!isList || names.length < 2 || !names.every((each) => isName.test(each))) return undefined;
  return {
    meant: () => names,
    message: (op) => `${op} compares with ${quote(text)} as one value. Write each name in quotes of its own.`,
    fix: (_syntax, node, { member }) =>
      member === undefined
        ? []
        : [
            {
              title: `Write ${names.length} names`,
              edits: [
                { span: spanOf(node, member.offset), newText: names.map((each) => JSON.stringify(each)).join(", ") },
              ],
              keepsMeaning: false,
              automatic: false,
            },
          ],
  };
}

function blanksIn(text: string): Misreading | undefined {
  const trimmed = text.trim();
  if (trimmed === text || trimmed === "") return undefined;
  return {
    meant: () => [trimmed],
    message: (op) => `${op} compares the spaces around ${quote(text)} too: a string without them does not equal it.`,
    fix: (_syntax, node, { member }) =>
      member === undefined
        ? []
        : [
            {
              title: `Write ${quote(trimmed)} without blanks`,
              edits: [{ span: spanOf(node, member.offset), newText: JSON.stringify(trimmed) }],
              keepsMeaning: false,
              automatic: false,
            },
          ],
  };
}
