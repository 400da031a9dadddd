import { applyEdits, modify, parse } from "jsonc-parser";
import { isJsonObject } from "../../policy/text/json";
import { readConfig } from "./readConfig";

/**
 * The text of a configuration after a rule is silenced for everyone, or about one tool; undefined when the text is too
 * broken to be written into. Comments stay. `text` is undefined where there is no configuration yet.
 */
export function silenceInConfig(text: string | undefined, code: string, tool: string | undefined): string | undefined {
  const before = text === undefined || text.trim() === "" ? "{}\n" : text;
  if (readConfig(before).problems.some(({ severity }) => severity === "error")) return undefined;
  const config: unknown = parse(before, [], { allowTrailingComma: true });
  if (!isJsonObject(config)) return undefined;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: before.includes("\r\n") ? "\r\n" : "\n" };
  if (tool === undefined) return applyEdits(before, modify(before, ["rules", code], "off", { formattingOptions }));
  const silenced = isJsonObject(config.silencedTools) ? config.silencedTools[code] : undefined;
  const names = Array.isArray(silenced) ? silenced : [];
  if (names.includes(tool)) return before;
  const edits = modify(before, ["silencedTools", code], [...names, tool], { formattingOptions });
  return applyEdits(before, edits);
}
