import type { Problem } from "../text/problem";
import type { Span } from "../text/span";
import { grouped } from "../words/plain/grouped";
import { listOf } from "../words/plain/listOf";
import { quote } from "../words/plain/quote";

/** The longest name that MCP advises. */
const longestName = 128;

/** What a name of a tool usually is: nothing is odd about it. */
const usualName = /^[A-Za-z0-9_.-]{1,128}$/;

/**
 * What is odd about the name of a tool (spec §1): a warning where no MCP server is likely to have such a tool, an
 * information for spaces, which published policies hold.
 */
export function toolNameProblem(name: string, span: Span, list: "tools" | "hide"): Problem | undefined {
  if (usualName.test(name) || (list === "hide" && name === "*")) return undefined;
  // A lone surrogate has been reported already.
  if (!name.isWellFormed()) return undefined;
  if (name.includes("*"))
    return { code: "tool-wildcard", severity: "warning", message: wildcardMessage(name, list), span };
  const warning = (message: string): Problem => ({ code: "tool-name", severity: "warning", message, span });
  if (name === "") return warning("A tool's name cannot be empty. MCP names have 1 to 128 characters.");
  if (name.length > longestName)
    return warning(`This name has ${grouped(name.length)} characters; names of MCP tools have at most ${longestName}.`);
  const strange = [...new Set(name.replace(/[A-Za-z0-9_. -]/g, ""))];
  if (strange.length > 0)
    return warning(
      `${quote(name)} contains ${listOf(strange.slice(0, 3).map(quote), "and")}. Names of MCP tools contain only A–Z a–z 0–9 _ - . and are compared exactly.`,
    );
  if (name.trim() !== name)
    return warning(`${quote(name)} begins or ends with a space. Names are compared exactly, spaces included.`);
  if (!name.includes(" ")) return undefined;
  return {
    code: "tool-name",
    severity: "information",
    message: `${quote(name)} contains a space, which MCP advises against. Some servers have such names; they are compared exactly.`,
    span,
  };
}

function wildcardMessage(name: string, list: "tools" | "hide"): string {
  if (list === "hide") return `${quote(name)} is taken literally: in "hide" only "*" alone is a wildcard.`;
  return name === "*"
    ? '"*" is taken literally: names under "tools" are exact. Use "all_tools" for limits on every call, and "default" for tools that are not listed.'
    : `${quote(name)} is taken literally: names under "tools" are exact, without wildcards.`;
}
