import { describe, expect, test } from "vitest";
import { readCatalogue } from "../../../../server/src/catalogue/catalogue";
import { codeSpan, commandLink, jsonBlock, plainMarkdown } from "../../../../server/src/policy/words/plain/markdown";
import { bareEnvironment } from "../../../../server/src/service/environment";
import { hover } from "../../../../server/src/service/hover/hover";
import { snapshotOf } from "../../../../server/src/service/snapshot";

describe("plain text", () => {
  test.each([
    ["](command:evil)", "\\](command:evil)"],
    ["![x](https://evil)", "!\\[x\\](https\\://evil)"],
    ["<img src=x>", "\\<img src=x\\>"],
    ["&lt;b&gt;", "\\&lt;b\\&gt;"],
    ["`code` **bold** _it_ ~~no~~", "\\`code\\` \\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~"],
    ["$(zap)", "\\$(zap)"],
    ["a | b", "a \\| b"],
    ["one\n\n# two\r\n- three", "one # two - three"],
    ["# heading", "\\# heading"],
    ["- list", "\\- list"],
    ["1. list", "1\\. list"],
    ["=====", "\\====="],
    ["see www.evil.example or a@b.example", "see www\\.evil.example or a\\@b.example"],
    ["\\](x)", "\\\\\\](x)"],
    ["\u202egnp.exe\u2066\u200b\ufeff", "\\\\u202egnp.exe\\\\u2066\\\\u200b"],
    ["a\u{e0041}b\u001b[0m", "a\\\\udb40\\\\udc41b\\\\u001b\\[0m"],
    ["half \ud800 a pair", "half \ufffd a pair"],
    ["   indented", "indented"],
  ])("%j", (text, markdown) => {
    expect(plainMarkdown(text)).toBe(markdown);
  });

  test("is cut, and not in the middle of a character", () => {
    expect(plainMarkdown("😀".repeat(1000), 5)).toBe("😀😀…");
    expect(plainMarkdown("a".repeat(10_000_000)).length).toBe(400);
  });
});

describe("inline code", () => {
  test.each([
    ["a", "`a`"],
    ["a`b", "``a`b``"],
    ["``", "``` `` ```"],
    ["`", "`` ` ``"],
    ["a\n\nb", "`a b`"],
    ["", "(empty)"],
    ["\u202e", "`\\u202e`"],
    ["\n", "(not visible)"],
  ])("%j", (text, markdown) => {
    expect(codeSpan(text)).toBe(markdown);
  });
});

test("a block of JSON has a fence that its content cannot close", () => {
  expect(jsonBlock({ "```": "\u202e" })).toBe('````json\n{\n  "```": "\\u202e"\n}\n````');
});

test("a link's arguments cannot end it", () => {
  const link = commandLink("Go", "our.command", [{ tool: ")](command:evil) '*_~!\ud800" }]);
  expect(link).toMatch(/^\[Go\]\(command:our\.command\?[A-Za-z0-9%.-]+\)$/);
});

describe("a hover about hostile names", () => {
  const hostile = [
    "](command:evil)",
    "[x](command:evil)",
    "![x](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)>",
    "</code></pre><script>x</script>",
    "``` \n\n# heading\n\n[x](command:evil)",
    "`](command:evil)`",
    "$(zap)",
    "a|b|c\n|-|-|",
    "\u202e\u2066evil",
    "https://evil.example <https://evil.example>",
    "&#91;x&#93;(command:evil)",
    "\\",
  ];
  const env = (text: string) => ({
    ...bareEnvironment,
    clientCommands: true,
    catalogue: readCatalogue({
      server: { name: text },
      tools: [
        {
          name: text,
          summary: text,
          rationale: text,
          category: "Execute",
          inputSchema: {
            properties: { [text]: { type: text, description: text, enum: [text] }, ok: { description: text } },
          },
        },
      ],
    }),
  });
  const policy = (text: string) =>
    JSON.stringify({
      version: "1",
      default: "deny",
      hide: [`${text} `],
      all_tools: { limits: [{ counter: text, window: "minute", max: 1, scope: text }] },
      tools: {
        [text]: {
          require: [{ conditions: [{ path: `args.${text}`, op: "eq", value: text }], on_deny: text }],
          deny_if: [{ conditions: [{ path: text, op: text, value: [text] }] }],
          limits: [{ counter: text, window: "day", max: 5, scope: text }],
        },
        [`x__${text}`]: { deny_if: [{ conditions: [], on_deny: text }] },
      },
    });

  test.each(hostile)("%j holds no link, image or HTML of theirs", (text) => {
    const snapshot = snapshotOf(policy(text));
    const seen = new Set<string>();
    for (let offset = 0; offset < snapshot.document.text.length; offset++) {
      const found = hover(snapshot, offset, env(text));
      if (found !== null) seen.add((found.contents as { value: string }).value);
    }
    expect(seen.size).toBeGreaterThan(10);
    for (const markdown of seen) {
      // What remains when code and escaped characters are taken away is all that Markdown could act on.
      const live = markdown
        .replace(/^(`{3,})json\n[\s\S]*?\n\1$/gm, "")
        .replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|\\[!-/:-@[-`{-~]/g, "");
      const ours =
        /^(\*\*In this policy: .*\*\*) · \[Simulate this call\]\(command:mcpPolicy\.simulateCall\?[\w%.-]+\)$/m;
      expect(live.replace(ours, "$1")).not.toMatch(/[<>[\]`|&$]|https?:\/\/|www\./);
      expect(live).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
  });
});
