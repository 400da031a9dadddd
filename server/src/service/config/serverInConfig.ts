import { applyEdits, modify, type ParseError, parse } from "jsonc-parser";
import { isJsonObject } from "../../policy/text/json";
import { readConfig } from "./readConfig";

/**
 * The text of a configuration after it says which server a policy is about; undefined when the text is too broken to be
 * written into. Comments stay. `text` is undefined where there is no configuration yet.
 */
export function serverInConfig(text: string | undefined, inside: string, server: string): string | undefined {
  const before = text === undefined || text.trim() === "" ? "{}\n" : text;
  if (readConfig(before).problems.some(({ severity }) => severity === "error")) return undefined;
  const errors: ParseError[] = [];
  const config: unknown = parse(before, errors, { allowTrailingComma: true });
  if (!isJsonObject(config)) return undefined;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: before.includes("\r\n") ? "\r\n" : "\n" };
  // Before the patterns: the first that fits counts.
  const getInsertionIndex = (): number => 0;
  return applyEdits(before, modify(before, ["servers", inside], server, { formattingOptions, getInsertionIndex }));
}
