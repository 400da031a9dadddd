/** Texts of one kind and any length: what people, generators and attackers repeat. */

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, Math.ceil(length / part.length) * part.length);

/** Parts with a number each, so that no two are the same. */
const numbered = (part: (number: number) => string, length: number, separator = ","): string => {
  const parts: string[] = [];
  for (let total = 0; total < length; ) {
    const next = part(parts.length);
    parts.push(next);
    total += next.length + separator.length;
  }
  return parts.join(separator);
};

const header = '"version": "1", "default": "deny"';
const policy = (rest: string): string => `{${header}, ${rest}}`;
const inTools = (rest: string): string => policy(`"tools": {${rest}}`);
const inTool = (rest: string): string => inTools(`"ssh_execute": {${rest}}`);
const condition = (value: string, op = "eq", path = "args.command"): string =>
  `{"path": "${path}", "op": "${op}", "value": ${value}}`;
const predicate = (conditions: string): string => `{"conditions": [${conditions}], "on_deny": "No."}`;
const limit = (number: number): string =>
  `{"counter": "c${number}", "window": "minute", "max": ${number + 1}, "scope": "grant"}`;

/** Makes a text of about this many characters. */
export type Shape = (length: number) => string;

/** Every shape by its name. */
export const shapes: Readonly<Record<string, Shape>> = {
  "tools, one a line": (n) =>
    `{\n  ${header},\n  "tools": {\n    ${numbered((i) => `"tool_${i}": {"limits": [${limit(i)}]}`, n, ",\n    ")}\n  }\n}\n`,
  "tools on one line": (n) => inTools(numbered((i) => `"tool_${i}": {"limits": [${limit(i)}]}`, n)),
  "tools without commas, one a line": (n) =>
    `{\n  ${header},\n  "tools": {\n    ${numbered((i) => `"tool_${i}": {}`, n, "\n    ")}\n  }\n}\n`,
  "tools without commas on one line": (n) => inTools(numbered((i) => `"tool_${i}": {}`, n, " ")),
  "tools without the last brace": (n) => inTools(numbered((i) => `"tool_${i}": {}`, n, ",\n")).slice(0, -1),
  "names without colon and value": (n) => inTools(numbered((i) => `"tool_${i}"`, n, ",\n")),
  "colons without a value": (n) => inTools(numbered((i) => `"tool_${i}":`, n, ",\n")),
  "a tool many times": (n) => inTools(numbered(() => '"ssh_execute": {}', n)),
  "a field many times": (n) => inTool(numbered(() => '"limits": []', n)),
  "a field of the policy many times": (n) => `{${numbered(() => '"default": "deny"', n)}}`,
  "tools many times": (n) => `{${header}, ${numbered((i) => `"tools": {"t${i}": {}}`, n)}}`,
  "unknown fields": (n) => policy(numbered((i) => `"field_${i}": 1`, n)),
  "unknown fields of a tool": (n) => inTool(numbered((i) => `"field_${i}": 1`, n)),
  "escapes without an end": (n) => `{"version": "1", "x": "${repeated('\\"', n)}`,
  "escapes without an end in a tool": (n) =>
    `{\n  ${header},\n  "tools": {\n    "a": {"x": "${repeated('\\"', n)}\n  }\n}`,
  "escapes in a string": (n) => policy(`"x": "${repeated('\\"', n)}"`),
  "unicode escapes in a name": (n) => inTools(`"${repeated("\\u0061", n)}": {}`),
  "bad escapes": (n) => policy(`"x": "${repeated("\\q", n)}"`),
  quotes: (n) => repeated('"', n),
  "quotes in a policy": (n) => policy(repeated('"', n)),
  "quotes on lines": (n) => inTools(repeated('"\n', n)),
  "opening brackets": (n) => policy(`"x": ${repeated("[", n)}`),
  "opening braces": (n) => inTools(repeated("{", n)),
  "closing brackets": (n) => policy(`"x": ${repeated("]", n)}`),
  "pairs of brackets": (n) => policy(`"x": [${repeated("[],", n)}1]`),
  "pairs of brackets without commas": (n) => policy(`"x": [${repeated("[]", n)}]`),
  "mismatched brackets": (n) => policy(`"x": ${repeated("[}", n)}`),
  "keys that open": (n) => policy(repeated('"x": {', n)),
  commas: (n) => policy(`"x": [${repeated(",", n)}]`),
  "commas in tools": (n) => inTools(repeated(",", n)),
  "commas with blanks": (n) => policy(`"x": [1${repeated(" ,", n)}]`),
  colons: (n) => policy(`"x": ${repeated(":", n)}`),
  "blanks before a bracket": (n) => policy(`"x": [1,${repeated(" ", n)}]`),
  "empty lines": (n) => `{\n${header},\n"tools": {"a": {},${repeated("\n", n)}"b": {}}}`,
  "carriage returns": (n) => `{${header},${repeated("\r", n)}"tools": {}}`,
  "a long number": (n) => policy(`"x": ${repeated("1", n)}`),
  "long fractions": (n) => policy(`"x": [${repeated("1.5e-3,", n)}1]`),
  "rounded numbers": (n) => policy(`"x": [${repeated("9007199254740993,", n)}1]`),
  "a long name": (n) => inTools(`"${repeated("a", n)}": {}`),
  "a long value": (n) => inTool(`"deny_if": [${predicate(condition(`"${repeated("a", n)}"`))}]`),
  "a long word": (n) => policy(`"x": ${repeated("tru", n)}`),
  slashes: (n) => policy(`"x": ${repeated("/", n)}`),
  "line comments": (n) => `{\n${header},\n${repeated("// a comment\n", n)}"tools": {}}`,
  "block comments": (n) => `{${header}, ${repeated("/* a */", n)}"tools": {}}`,
  "comments without an end": (n) => policy(repeated("/*", n)),
  "comments between tools": (n) => inTools(numbered((i) => `// a\n"t${i}": {}`, n, ",\n")),
  "lone surrogates": (n) => policy(`"x": "${repeated("\\ud800", n)}"`),
  "byte order marks": (n) => `{${header}, ${repeated("\ufeff", n)}"tools": {}}`,
  "names in hide": (n) => policy(`"hide": [${numbered((i) => `"tool_${i}"`, n)}]`),
  'names in hide beside "*"': (n) => policy(`"hide": ["*", ${numbered((i) => `"tool_${i}"`, n)}]`),
  "a name in hide many times": (n) => policy(`"hide": [${numbered(() => '"tool"', n)}]`),
  "blank names in hide": (n) => policy(`"hide": [${numbered(() => '" "', n)}]`),
  "empty names in hide, one a line": (n) => policy(`"hide": [\n${numbered(() => '""', n, ",\n")}\n]`),
  "hidden and listed": (n) =>
    policy(`"hide": [${numbered((i) => `"t${i}"`, n / 2)}], "tools": {${numbered((i) => `"t${i}": {}`, n / 2)}}`),
  "deny_if of one tool": (n) => inTool(`"deny_if": [${numbered((i) => predicate(condition(`"rm ${i}"`)), n)}]`),
  "the same deny_if": (n) => inTool(`"deny_if": [${numbered(() => predicate(condition('"rm"', "contains")), n)}]`),
  "deny_if that always deny": (n) => inTool(`"deny_if": [${numbered(() => predicate(""), n)}]`),
  "require of one tool": (n) => inTool(`"require": [${numbered((i) => predicate(condition(`"rm ${i}"`)), n)}]`),
  "require without conditions": (n) => inTool(`"require": [${numbered(() => predicate(""), n)}]`),
  "conditions of one entry": (n) => inTool(`"require": [${predicate(numbered((i) => condition(`"${i}"`), n))}]`),
  "contradicting conditions": (n) =>
    inTool(`"require": [${predicate(numbered((i) => condition(`${i}`, i % 2 === 0 ? "gt" : "lt"), n))}]`),
  "values of in": (n) => inTool(`"require": [${predicate(condition(`[${numbered((i) => `"v${i}"`, n)}]`, "in"))}]`),
  "the same value of in": (n) => inTool(`"require": [${predicate(condition(`[${numbered(() => '"v"', n)}]`, "in"))}]`),
  "many lists of in": (n) =>
    inTool(`"deny_if": [${numbered((i) => predicate(condition(`["DROP", "drop", "${i}"]`, "in")), n)}]`),
  patterns: (n) => inTool(`"deny_if": [${numbered((i) => predicate(condition(`"a.com/${i}"`, "regex")), n)}]`),
  "a long pattern": (n) =>
    inTool(`"require": [${predicate(condition(`"^(${numbered((i) => `host${i}`, n, "|")})$"`, "regex"))}]`),
  "an unclosed pattern": (n) => inTool(`"require": [${predicate(condition(`"${repeated("(", n)}"`, "regex"))}]`),
  "limits of one tool": (n) => inTool(`"limits": [${numbered(limit, n)}]`),
  "the same limit": (n) => inTool(`"limits": [${numbered(() => limit(1), n)}]`),
  "limits of all tools": (n) => policy(`"all_tools": {"limits": [${numbered(limit, n)}]}`),
  "one counter": (n) => inTool(`"limits": [${numbered((i) => limit(i).replace(/c\d+/, "c"), n)}]`),
  "unfinished limits": (n) => inTool(`"limits": [${numbered(() => '{"max": 1}', n)}]`),
  "misspelt fields": (n) => inTools(numbered((i) => `"t${i}": {"limit": [], "denyif": []}`, n)),
  "misspelt tools": (n) => inTools(numbered((i) => `"ssh_executte${i}": {}`, n)),
  "old rules": (n) => inTools(numbered((i) => `"t${i}": {"action": "deny", "reason": "No ${i}."}`, n, ",\n")),
  "old rate limits": (n) => inTools(numbered((i) => `"t${i}": {"rate_limit": "5/minute"}`, n)),
  "old rules of one tool": (n) =>
    inTool(`"rules": [${numbered((i) => `{"conditions": [${condition(`"${i}"`)}], "on_deny": "No."}`, n)}]`),
  "a bare fragment": (n) => `{${numbered((i) => `"tool_${i}": {"limits": []}`, n, ",\n")}}`,
  "wrong operators": (n) => inTool(`"require": [${numbered((i) => predicate(condition(`${i}`, "eqq", "arg.x")), n)}]`),
  "wrong types": (n) => inTools(numbered((i) => `"t${i}": "allow"`, n)),
  "wrong windows": (n) => inTool(`"limits": [${numbered((i) => limit(i).replace("minute", "week"), n)}]`),
  "merge conflicts": (n) =>
    inTools(`\n${numbered((i) => `<<<<<<< HEAD\n"t${i}": {}\n=======\n"u${i}": {}\n>>>>>>> other\n`, n, ",")}`),
  letters: (n) => repeated("word ", n),
};
