import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { isJsonObject, type JsonValue, toJson } from "../../policy/text/json";
import { maximumDepth, nestingDepth } from "../../policy/text/splitMembers";
import { oneLine } from "../../policy/words/plain/oneLine";
import { reasonOf } from "../../policy/words/plain/reasonOf";
import type { ClientFile } from "./clientFiles";

/** What a file of a client has in it, and what is wrong with it, in sentences. */
export interface ParsedClientFile {
  readonly json: JsonValue;
  readonly problems: readonly string[];
}

/** Reads a file as its client does. Never throws; what cannot be read is `null`. */
export async function parseClientFile(
  text: string,
  { format, refuses = [], label }: ClientFile,
): Promise<ParsedClientFile> {
  const nothing = (why: string): ParsedClientFile => ({ json: null, problems: [why] });
  try {
    if (format === "toml") {
      const { parse } = await import("smol-toml");
      return { json: plain(parse(text)), problems: [] };
    }
    // A folder of YAML files may have JSON in it.
    if (format === "yaml" && !/^\s*\{/.test(text)) {
      const { parse } = await import("yaml");
      return { json: plain(parse(text, { maxAliasCount: 20, logLevel: "silent" })), problems: [] };
    }
    if (nestingDepth(text) > maximumDepth) return nothing("The file is nested too deep to be read.");
    const errors: ParseError[] = [];
    const root = parseTree(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
    if (root === undefined || errors.length > 0) return nothing("The file is not valid JSON.");
    const strict: ParseError[] = [];
    if (refuses.length > 0) parseTree(text, strict, { disallowComments: refuses.includes("comments") });
    const problems = new Set(
      strict.map(({ error }) =>
        printParseErrorCode(error) === "InvalidCommentToken" ? "a comment" : "a trailing comma",
      ),
    );
    return {
      json: toJson(root),
      problems: [...problems].map((what) => `${label} ignores this file, since it has ${what}.`),
    };
  } catch (error) {
    return nothing(`The file cannot be read: ${oneLine(reasonOf(error).split("\n", 1)[0] ?? "", 200)}.`);
  }
}

/** As `toJson` gives it: without prototypes; what JSON has no value for is its text. */
function plain(value: unknown, depth = 0): JsonValue {
  if (value === null || value === undefined || depth > maximumDepth) return null;
  if (Array.isArray(value)) return value.map((each) => plain(each, depth + 1));
  if (value instanceof Date || typeof value === "bigint") return String(value);
  if (isJsonObject(value)) {
    const object: Record<string, JsonValue> = Object.create(null);
    for (const [name, each] of Object.entries(value)) object[name] = plain(each, depth + 1);
    return object;
  }
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}
