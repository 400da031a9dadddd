import type { Document } from "yaml";
import { reasonOf } from "../policy/words/plain/reasonOf";
import { printJson } from "./printJson";

/** YAML as JSON, or why it cannot be. */
export type Converted =
  | { readonly json: string; readonly comments: number }
  /** A sentence. */
  | { readonly problem: string };

/** Longer texts are left to other tools: the library needs a while for them. */
const longest = 200_000;

/** So many uses of one anchor's content are read; more is an attempt to make a small text large. */
const mostAliases = 100;

/**
 * Reads YAML as the open engine's policies are written: one document of plain values. Numbers keep their digits, and
 * `version` is a string, as the engine reads it. The library is loaded when it is first needed.
 */
export async function yamlToJson(text: string): Promise<Converted> {
  if (text.length > longest) return { problem: `YAML of more than ${longest / 1000} kB is not converted here.` };
  const yaml = await import("yaml");
  try {
    // The library looks for equal keys by comparing each with each, and finds a line for each error: both are ours.
    const documents = yaml.parseAllDocuments(text, {
      intAsBigInt: true,
      merge: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    const [document, another] = Array.isArray(documents) ? documents : [];
    if (document === undefined) return { problem: "There is no YAML in it." };
    if (another !== undefined) return { problem: "It has several YAML documents, and a policy is one." };
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) return unreadable(fault.message, text, fault.pos[0]);
    const duplicate = findDuplicate(yaml, document);
    if (duplicate !== undefined) return unreadable("A key is written twice", text, duplicate);
    const value: unknown = document.toJS({ mapAsMap: true, maxAliasCount: mostAliases });
    if (!(value instanceof Map)) return { problem: "A policy is a mapping, which this YAML is not." };
    const version = value.get("version");
    if (typeof version === "number" || typeof version === "bigint") value.set("version", String(version));
    const json = printJson(value);
    if (json === undefined) return { problem: "It has values that JSON cannot represent, or too many." };
    const lines = `${json}\n`;
    return {
      json: text.includes("\r\n") ? lines.replace(/\n/g, "\r\n") : lines,
      comments: countComments(new yaml.Lexer().lex(text)),
    };
  } catch (error) {
    // Too many aliases, or nested too deep.
    return unreadable(reasonOf(error));
  }
}

function unreadable(message: string, text = "", offset?: number): { readonly problem: string } {
  const [sentence = ""] = message
    .replace(/^Maximum call stack.*/, "Brackets or dashes are nested too deep")
    .split("\n");
  const line = offset === undefined ? "" : ` in line ${text.slice(0, offset).split("\n").length}`;
  return { problem: `The YAML cannot be read${line}: ${sentence.replace(/[.:]?\s*$/, ".")}` };
}

/** Where a key is written for the second time in one mapping. */
function findDuplicate(yaml: typeof import("yaml"), document: Document): number | undefined {
  let found: number | undefined;
  yaml.visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!yaml.isScalar(key)) continue;
        const name = String(key.value);
        // Several merge keys are one mapping after the other.
        if (seen.has(name) && name !== "<<") {
          found = key.range?.[0] ?? 0;
          return yaml.visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  return found;
}

function countComments(lexemes: Iterable<string>): number {
  let comments = 0;
  for (const lexeme of lexemes) if (lexeme.startsWith("#")) comments++;
  return comments;
}
