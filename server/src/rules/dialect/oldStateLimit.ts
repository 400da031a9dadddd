import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { isMaximum, type LimitDraft, noMaximum, noWindow, readWindow } from "./oldLimits";

/** The limit that a condition on `state.<tool>.<counter>` stands for (spec §3), or why there is none. */
export function readStateLimit(
  tool: string,
  { op, value }: JsonObject,
  path: string,
  block: JsonValue | undefined,
): LimitDraft | { readonly why: string } {
  const owners = tool === "*" ? ["_global", "*"] : [tool];
  const owner = owners.find((name) => path.startsWith(`state.${name}.`));
  if (owner === undefined)
    return { why: `${quote(path)} is the count of another tool, and a limit counts its own tool only.` };
  const counter = path.slice(`state.${owner}.`.length);
  if (block === undefined || !isJsonObject(block))
    return { why: 'no block "state" says what window the count covers.' };
  if (Object.hasOwn(block, "increment_from")) return { why: "a count of amounts has no equivalent." };
  if (Object.keys(block).some((key) => key !== "counter" && key !== "window" && key !== "increment"))
    return { why: 'its block "state" has fields that are not known.' };
  if (block.increment !== undefined && block.increment !== 1) return { why: "a call counts as one here." };
  if (counter === "" || block.counter !== counter) return { why: `its block "state" does not name ${quote(counter)}.` };
  const window = readWindow(block.window);
  if (window === undefined) return { why: noWindow(block.window) };
  if (op !== "lte" && op !== "lt") return { why: "a limit is a highest number, as of lte or lt." };
  const max = typeof value === "number" ? value - (op === "lt" ? 1 : 0) : undefined;
  return isMaximum(max) ? { counter, window, max } : { why: noMaximum };
}
