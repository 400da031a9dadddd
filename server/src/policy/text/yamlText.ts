import type { Span } from "./span";

/** Fields of which one makes a policy of a mapping; `version` and `description` alone are in many other files. */
const policyKeys = new Set(["tools", "default", "hide", "all_tools"]);

/** Fields of which one makes rules of a tool of a mapping inside. */
const ruleKeys = new Set(["rules", "action", "rate_limit", "require", "deny_if", "limits", "require_approval"]);

/** Enough to see what a text is. */
const mostLines = 2_000;

const entry = /^([ \t]*)(?:"([^"\\]*)"|'([^'\\]*)'|([\w*][\w.* -]*?))[ \t]*:(?:[ \t]+(\S.*)|[ \t]*)$/;

/**
 * Whether a text is a policy, or the content of `tools`, in YAML's block style: the key that begins it, and whether it
 * has comments. Undefined for JSON, for other YAML, and for a text that is not clearly either.
 */
export function findYaml(text: string): (Span & { readonly hasComments: boolean }) | undefined {
  let base: string | undefined;
  let first: Span | undefined;
  let isOurs = false;
  let isOther = false;
  let position = 0;
  const lines = text.split("\n", mostLines);
  for (const raw of lines) {
    const line = raw.replace(/\r$/, "").replace(/^\ufeff/, "");
    const start = position + (raw.startsWith("\ufeff") ? 1 : 0);
    position += raw.length + 1;
    if (/^\s*(?:#.*|---.*|)$/.test(line)) continue;
    const [, indent = "", quoted, single, plain, value] = entry.exec(line) ?? [];
    const key = quoted ?? single ?? plain;
    if (first === undefined) {
      // JSON without its braces has a key in quotes with an object after it.
      if (key === undefined || (quoted !== undefined && value?.startsWith("{"))) return undefined;
      base = indent;
      first = { start: start + indent.length, end: start + line.trimEnd().length };
    }
    if (key === undefined) continue;
    if (indent === base) {
      if (policyKeys.has(key)) isOurs = true;
      if (key === "apiVersion" || key === "kind" || key === "services") isOther = true;
    } else if (indent.length > (base?.length ?? 0) && ruleKeys.has(key)) isOurs = true;
  }
  if (first === undefined || !isOurs || isOther) return undefined;
  return { ...first, hasComments: /(?:^|\s)#/m.test(text) };
}
