import type { Node } from "jsonc-parser";
import type { Problem } from "./problem";
import { spanOf } from "./span";

/**
 * Literals that are valid JSON and yet would not arrive at the gateway as they are written: numbers that a double
 * cannot hold, and text that is not valid Unicode. `source` is the text that the node's offsets count in.
 */
export function inspectLiterals(node: Node, source: string): Problem[] {
  const problems: Problem[] = [];
  const visit = (current: Node): void => {
    if (current.type === "number") {
      const problem = inspectNumber(current, source);
      if (problem !== undefined) problems.push(problem);
    } else if (current.type === "string" && !String(current.value).isWellFormed())
      problems.push({
        code: "lone-surrogate",
        severity: "warning",
        message:
          "This string contains half of a surrogate pair, which is not a character. The gateway would read U+FFFD (�) instead.",
        span: spanOf(current),
      });
    for (const child of current.children ?? []) visit(child);
  };
  visit(node);
  return problems;
}

function inspectNumber(node: Node, source: string): Problem | undefined {
  const value = Number(node.value);
  if (!Number.isFinite(value))
    return {
      code: "number-out-of-range",
      severity: "error",
      message: "This number is too large for a JSON parser. Write a number below 1.8e308.",
      span: spanOf(node),
    };
  if (Number.isSafeInteger(value)) return undefined;
  const written = source.slice(node.offset, node.offset + node.length);
  if (!/^-?\d{1,400}$/.test(written) || BigInt(written) === BigInt(value)) return undefined;
  return {
    code: "number-rounded",
    severity: "warning",
    message: `This number has more digits than a JSON parser keeps; it is read as ${BigInt(value)}.`,
    span: spanOf(node),
  };
}
