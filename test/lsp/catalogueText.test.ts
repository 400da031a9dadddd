import { describe, expect, test } from "vitest";
import type { MarkupContent } from "vscode-languageserver-types";
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import { complete, resolveCompletion } from "../../server/src/service/completion/completion";
import { bareEnvironment, type Environment } from "../../server/src/service/environment";
import { listTools } from "../../server/src/service/simulation/tools";
import { snapshotOf } from "../../server/src/service/snapshot";

/** What an attacker would write into the descriptions of a tool, in the hope that an editor brings it to life. */
const hostileTexts = [
  "](command:evil)",
  "[x](command:evil)",
  "![x](https://example.com/a.png)",
  "<img src=x onerror=alert(1)>",
  "<a href='command:evil'>x</a>",
  "``` \n\n# heading\n\n[x](command:evil)",
  "`](command:evil)`",
  "$(zap) **bold** _slanted_ ~~gone~~ | cell",
  "&#91;x&#93;(command:evil)",
  "\u202egnp.exe \u200b\u{e0041}hidden",
  "https://example.com www.example.com me@example.com",
  "line\r\nline\u2028- item\n> quote\n\n| a |\n|---|",
  "x".repeat(10_000),
];

/** A catalogue that has the text wherever a catalogue has any. */
function catalogueOf(text: string): Environment {
  const described = { type: "string", description: text, default: text, enum: [text, "x"], examples: [text] };
  const tool = (name: string, category: string) => ({
    name,
    category,
    risk: text,
    classification: "published",
    ...{ summary: text, rationale: text, group: text, source: text },
    inputSchema: { type: "object", properties: { plain: described, [text]: described } },
  });
  const tools = [tool("plain", "Execute"), tool("gone", "Destructive"), tool(text, "Read")];
  return { ...bareEnvironment, clientCommands: true, catalogue: readCatalogue({ server: { name: text }, tools }) };
}

/** Completes at the `|` of a text. */
function itemsAt(marked: string, env: Environment) {
  const offset = marked.indexOf("|");
  return complete(snapshotOf(marked.slice(0, offset) + marked.slice(offset + 1)), offset, env).items;
}

const places = [
  '{"tools": {|}}',
  '{"hide": [|]}',
  '{"tools": {"plain": {"require": [{"conditions": [{"path": |}]}]}}}',
  '{"tools": {"plain": {"require": [{"conditions": [{"path": "args.plain", "op": "eq", "value": |}]}]}}}',
  '{"tools": {"plain": |}}',
];

/** The Markdown without its code and without what is escaped: what is left can come to life. */
function lively(markdown: string): string {
  return markdown
    .replace(/^(`{3,})json\n[\s\S]*?\n\1$/gm, "")
    .replace(/\\[!-/:-@[-`{-~]/g, "e")
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "");
}

describe("hostile text in a catalogue", () => {
  test.each(hostileTexts)("is plain text in what explains a suggestion: %j", (text) => {
    const env = catalogueOf(text);
    let explained = 0;
    for (const place of places)
      for (const item of itemsAt(place, env)) {
        const { documentation } = resolveCompletion(JSON.parse(JSON.stringify(item)), env);
        if (documentation === undefined) continue;
        const { kind, value } = documentation as MarkupContent;
        expect(kind).toBe("markdown");
        expect(lively(value), value).not.toMatch(/[<>[\]|$&@`~]|!\[|:\/\/|www\./);
        // Of all lines only ours begin with a mark.
        expect(lively(value), value).not.toMatch(/^(#|>|- |\+|=|\d+[.)]|---)/m);
        expect(value).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u{e0000}-\u{e007f}\r]/u);
        expect(value.length).toBeLessThan(25_000);
        explained += 1;
      }
    expect(explained).toBeGreaterThan(5);
  });

  test.each(hostileTexts)("makes no suggestion do anything but insert: %j", (text) => {
    for (const place of places)
      for (const { label, detail, labelDetails, command } of itemsAt(place, catalogueOf(text))) {
        expect(command === undefined || command.command === "editor.action.triggerSuggest", command?.command).toBe(
          true,
        );
        for (const shown of [label, detail, labelDetails?.description])
          expect(shown ?? "").not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\r\n\u2028]/);
      }
  });

  test.each(hostileTexts)("stays data in the list of tools: %j", (text) => {
    const env = catalogueOf(text);
    const policy = {
      version: "1",
      default: "deny",
      tools: { [text]: { deny_if: [{ conditions: [], on_deny: text }] } },
    };
    const { tools } = listTools(snapshotOf(JSON.stringify(policy)), env);
    expect(tools.map(({ name }) => name)).toEqual(["plain", "gone", text]);
    const known = new Set(["Low", "Medium", "High", "Critical", "Unknown"]);
    for (const { risk, state, stateInWords } of tools) {
      expect([...known]).toContain(risk);
      expect(["allowed", "limited", "conditional", "hidden", "denied"]).toContain(state);
      expect(stateInWords).not.toMatch(/[\r\n\u2028\u202e\u200b]/);
      expect(stateInWords.length).toBeLessThanOrEqual(400);
    }
  });
});
