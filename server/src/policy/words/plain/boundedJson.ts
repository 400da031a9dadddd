import { cut } from "./cut";
import { visibleText } from "./visibleText";

/**
 * A value as JSON on one line, of at most `longest` characters, with what cannot be seen written out. Stops when it is
 * long enough, however large or deep the value is.
 */
export function boundedJson(value: unknown, longest: number): string {
  if (typeof value === "string") return cut(visibleText(JSON.stringify(value.slice(0, longest + 2))), longest);
  if (typeof value !== "object" || value === null) return cut(visibleText(String(value)), longest);
  const parts: string[] = [];
  writeJson(value, parts, { left: longest + 1 });
  return cut(visibleText(parts.join("")), longest);
}

/** Writes JSON until its budget is used up. Each level writes at least a bracket, which bounds the recursion. */
function writeJson(value: unknown, parts: string[], budget: { left: number }): void {
  const write = (text: string) => {
    parts.push(text);
    budget.left -= text.length;
  };
  if (typeof value === "string") {
    write(JSON.stringify(value.slice(0, budget.left + 1)));
  } else if (Array.isArray(value)) {
    write("[");
    for (let index = 0; index < value.length && budget.left > 0; index++) {
      if (index > 0) write(",");
      writeJson(value[index], parts, budget);
    }
    write("]");
  } else if (typeof value === "object" && value !== null) {
    write("{");
    for (const [index, key] of Object.keys(value).entries()) {
      if (budget.left <= 0) break;
      write(`${index > 0 ? "," : ""}${JSON.stringify(key.slice(0, budget.left + 1))}:`);
      writeJson((value as Record<string, unknown>)[key], parts, budget);
    }
    write("}");
  } else {
    write(String(value));
  }
}
