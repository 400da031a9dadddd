/**
 * Every code that a problem of a policy text can have, with what it means. Codes are stable: people put them in settings
 * and search for them.
 */
export const problemCodes = {
  // The text is not strict JSON, or would not be read as it is written.
  syntax: "The text is not valid JSON at this place.",
  "merge-conflict": "The file has an unresolved merge conflict.",
  comment: "JSON has no comments.",
  "trailing-comma": "JSON allows no comma before a closing bracket.",
  "duplicate-key": "Duplicate key in an object: one of its values is lost.",
  "nested-too-deep": "Brackets are nested deeper than any policy needs.",
  "number-out-of-range": "A number is too large for the format.",
  "number-rounded": "A number has more digits than a JSON parser keeps.",
  "lone-surrogate": "A string contains half of a surrogate pair.",
  "byte-order-mark": "The file begins with a byte order mark.",

  // The text is not a policy as a whole.
  "other-notation": "The text is not JSON but YAML, a Markdown code block, or JSON with tokens of another language.",
  "empty-file": "The file is empty.",
  "not-an-object": "The outermost value is not an object.",
  "bare-fragment": "The text is the content of `tools` alone, without the policy around it.",

  // A field is wrong.
  "missing-field": "A required field is missing.",
  "misspelt-field": "A required field is missing, and there is a field with a similar name.",
  "unknown-field": "The format has no such field.",
  "wrong-type": "A value has the wrong JSON type for its field.",

  // A value is wrong.
  "unsupported-version": '`version` is not the string "1".',
  "unknown-default": "`default` is neither allow nor deny.",
  "unknown-window": "`window` is not minute, hour or day.",
  "unknown-scope": "`scope` is not grant.",
  "unknown-operator": "`op` is not one of the eleven operators.",
  "wrong-operand": "`value` has the wrong type for its operator.",
  "invalid-regex": "A pattern is not valid in Go's regular expressions, so its condition never holds.",
  "class-name-version": "A pattern has a class name that only some versions of Go accept.",
  "pattern-not-tried": "A pattern is larger than what is tried here. The gateway may accept it.",
  "path-outside-args": "A path does not start with `args.`, so it never finds a value.",
  "not-positive": "`max` is less than 1.",
  "empty-counter": "`counter` is an empty string.",
  "tool-name": "No MCP server is likely to have a tool of this name.",
  "tool-wildcard": "A tool name contains a star, which is taken literally.",

  "too-many-problems": "There are more problems than are listed.",
  "too-many-conditions": "A tool has more conditions than the rules review.",
  "text-too-large": "The file is larger than what is checked.",
} as const satisfies Readonly<Record<string, string>>;

/** The stable name of a kind of problem. */
export type ProblemCode = keyof typeof problemCodes;
