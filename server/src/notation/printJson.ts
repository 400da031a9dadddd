/** A text of this length holds every policy; a small YAML with aliases can stand for a very long one. */
const longest = 4_000_000;

/** Deeper than any policy. */
const deepest = 200;

/**
 * Writes maps, arrays and plain values as indented JSON: maps keep the order of their keys, whole numbers their digits.
 * Undefined for what JSON cannot hold, and for too much.
 */
export function printJson(value: unknown): string | undefined {
  const parts: string[] = [];
  let length = 0;
  const add = (part: string): boolean => {
    parts.push(part);
    length += part.length;
    return length <= longest;
  };
  const print = (each: unknown, lineBreak: string, depth: number): boolean => {
    if (depth > deepest) return false;
    const scalar = printScalar(each);
    if (scalar !== undefined) return add(scalar);
    const inner = `${lineBreak}  `;
    if (Array.isArray(each)) {
      if (each.every((element) => printScalar(element) !== undefined))
        return add(`[${each.map(printScalar).join(", ")}]`);
      return (
        add("[") &&
        each.every((element, index) => add(`${index > 0 ? "," : ""}${inner}`) && print(element, inner, depth + 1)) &&
        add(`${lineBreak}]`)
      );
    }
    if (!(each instanceof Map)) return false;
    if (each.size === 0) return add("{}");
    let comma = "";
    add("{");
    for (const [key, held] of each) {
      if (printScalar(key) === undefined) return false;
      if (!add(`${comma}${inner}${JSON.stringify(String(key))}: `) || !print(held, inner, depth + 1)) return false;
      comma = ",";
    }
    return add(`${lineBreak}}`);
  };
  return print(value, "\n", 0) ? parts.join("") : undefined;
}

function printScalar(value: unknown): string | undefined {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === "string" || typeof value === "boolean" ? JSON.stringify(value) : undefined;
}
