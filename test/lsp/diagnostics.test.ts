import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Diagnostic, Position } from "vscode-languageserver-types";
import { startClient, type TestClient, type TestDocument } from "./testClient";
import { positionOf, rangeBetween, rangeOf, seedPolicy, seedTool, textIn } from "./texts";

let client: TestClient;

beforeAll(async () => {
  client = await startClient();
});
afterEach(() => expect(client.loggedErrors).toEqual([]));
afterAll(() => client.kill());

const misspelt = seedPolicy.replace('"max"', '"maxx"');

describe("diagnostics", () => {
  test("of a policy without mistakes are none, and say which version they are about", async () => {
    const document = await client.open(seedPolicy);
    expect(await document.diagnostics()).toEqual([]);
    await client.second(document.uri);
    const none = { uri: document.uri, version: 1, diagnostics: [] };
    expect(client.published(document.uri)).toEqual([none, none]);
  });

  test("of the first policy come before the rules are loaded, then with what these say", async () => {
    const fresh = await startClient();
    try {
      const text = misspelt.replace('"tools"', `"hide": ["${seedTool}"],\n  "tools"`);
      const document = await fresh.open(text);
      const plain = await document.diagnostics();
      const all = (await fresh.second(document.uri)).diagnostics;
      expect(plain.map(({ code }) => code)).toEqual(["misspelt-field"]);
      expect(all.length).toBeGreaterThan(plain.length);
      expect(all).toEqual(expect.arrayContaining(plain));
      // The next one is published at once.
      const next = await fresh.open(text);
      expect((await next.diagnostics()).map(({ message }) => message)).toEqual(all.map(({ message }) => message));
      expect(fresh.published(next.uri)).toHaveLength(1);
    } finally {
      fresh.kill();
    }
  });

  describe("of a long policy", () => {
    const naive = '{ "require": [{ "conditions": [{ "path": "args.host", "op": "regex", "value": "^web1|db1$" }] }] }';
    const tools = Array.from({ length: 5_000 }, (_, index) => `"tool_${index}": ${naive}`);
    const text = `{ "version": "1", "default": "deny", "tools": {\n${tools.join(",\n")}\n} }`;
    let fresh: TestClient;
    beforeEach(async () => {
      fresh = await startClient();
    });
    afterEach(() => fresh.kill());

    test("come after an edit before the rules have looked at every tool, then with what these say", async () => {
      const document = await fresh.open(text);
      await document.diagnostics();
      await document.change({ range: rangeOf(text, '"deny"'), text: "5" });
      const ofEdit = (await document.diagnostics()).map(({ code }) => code);
      const all = await fresh.publication(
        document.uri,
        ({ version, diagnostics }) => version === 2 && diagnostics.length > ofEdit.length,
      );
      expect(ofEdit).toEqual(["wrong-type"]);
      expect(all.diagnostics.map(({ code }) => code)).toEqual(
        expect.arrayContaining(["wrong-type", "loose-alternatives"]),
      );
    });

    test("are waited for by lenses and fixes, which let a hover through", async () => {
      const document = await fresh.open(text);
      await document.diagnostics();
      const answered: string[] = [];
      const note = async (name: string, answer: Promise<unknown>) => {
        await answer;
        answered.push(name);
      };
      const fixes = document.codeActions(rangeOf(text, '"^web1|db1$"'));
      await Promise.all([
        note("lenses", document.codeLens()),
        note("fixes", fixes),
        note("hover", document.hover(positionOf(text, '"path"'))),
      ]);
      expect(answered[0]).toBe("hover");
      expect((await fixes).length).toBeGreaterThan(0);
    });
  });

  test("of an edit let a request pass that came with it, as editors send a letter and what may follow it", async () => {
    const document = await client.open(misspelt);
    await document.diagnostics();
    const position = positionOf(misspelt, "maxx");
    await document.complete(position);
    const { textDocument } = document;
    const contentChanges = [{ range: rangeOf(misspelt, "maxx"), text: "maxy" }];
    const from = client.printed.length;
    client.sendBytes(
      message({
        method: "textDocument/didChange",
        params: { textDocument: { ...textDocument, version: 2 }, contentChanges },
      }) + message({ id: "with the letter", method: "textDocument/completion", params: { textDocument, position } }),
    );
    await client.publication(document.uri, ({ version }) => version === 2);
    const printed = Buffer.concat(client.printed.slice(from)).toString();
    expect(printed.indexOf('"id":"with the letter"')).toBeGreaterThan(-1);
    expect(printed.indexOf('"id":"with the letter"')).toBeLessThan(printed.indexOf('"version":2'));
  });

  test("have the place, the severity, a code, their source and a sentence", async () => {
    const document = await client.open(misspelt);
    const found = await document.diagnostics();
    expect(found).toMatchInlineSnapshot(`
      [
        {
          "code": "misspelt-field",
          "data": {
            "suggestion": "max",
          },
          "message": ""maxx" is not a field of a limit. Did you mean "max"?",
          "range": {
            "end": {
              "character": 16,
              "line": 9,
            },
            "start": {
              "character": 10,
              "line": 9,
            },
          },
          "severity": 1,
          "source": "mcp-policy",
        },
      ]
    `);
    expect(found.map(({ range }) => textIn(misspelt, range))).toMatchInlineSnapshot(`
      [
        ""maxx"",
      ]
    `);
  });

  test("go when the mistake is fixed", async () => {
    const document = await client.open(misspelt);
    expect(await document.diagnostics()).not.toEqual([]);
    await document.change({ range: rangeOf(misspelt, "maxx"), text: "max" });
    expect(await document.diagnostics()).toEqual([]);
  });

  test("go when the document is closed", async () => {
    const document = await client.open(misspelt);
    await document.diagnostics();
    await document.close();
    const last = await client.publication(document.uri, ({ version }) => version === undefined);
    expect(last).toEqual({ uri: document.uri, diagnostics: [] });
  });

  test("come again when the document is opened again", async () => {
    const document = await client.open(misspelt);
    const before = await document.diagnostics();
    await document.close();
    await document.open(seedPolicy);
    expect(await document.diagnostics()).toEqual([]);
    await document.close();
    await document.open(misspelt);
    expect(await document.diagnostics()).toEqual(before);
  });

  test("of a document that is opened twice under one version are about its new text", async () => {
    const document = await client.open(seedPolicy);
    await document.diagnostics();
    await client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: document.uri, languageId: "mcp-policy", version: 1, text: misspelt },
    });
    const { diagnostics } = await client.publication(document.uri, ({ diagnostics }) => diagnostics.length > 0);
    expect(diagnostics).toEqual(await freshDiagnostics(misspelt, document));
  });

  test("of one document stay apart from those of another", async () => {
    const [wrong, right] = [await client.open(misspelt), await client.open(seedPolicy)];
    await wrong.change({ range: rangeOf(misspelt, "maxx"), text: "max" });
    await right.change({ text: misspelt });
    expect(await wrong.diagnostics()).toEqual([]);
    expect(await right.diagnostics()).toEqual(await freshDiagnostics(misspelt, right));
  });
});

/** A message as it goes over the pipe. */
function message(content: object): string {
  const json = JSON.stringify({ jsonrpc: "2.0", ...content });
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

/** What is replaced by what, the first time that it occurs. */
type Edit = readonly [part: string, replacement: string];

const crlf = (text: string) => text.replaceAll("\n", "\r\n");
const emoji = '{"version": "1", "default": "deny", "tools": {"😀😀": {"lmits": [], "hide": 1}}}';

describe("an edit by range", () => {
  test.each<{ what: string; before: string; edits: readonly Edit[] }>([
    { what: "a line typed above", before: misspelt, edits: [['"tools"', '"hide": ["x", "x"],\n  "tools"']] },
    {
      what: "lines that end in CRLF",
      before: crlf(misspelt),
      edits: [['"tools"', '"hide": [\r\n"x", "x"],\r\n  "tools"']],
    },
    { what: "a line end taken away", before: crlf(misspelt), edits: [["\r\n", ""]] },
    { what: "two halves that become a CRLF", before: '{\r"version": "2"}', edits: [['"version"', '\n"version"']] },
    {
      what: "text after surrogate pairs",
      before: emoji,
      edits: [
        ["lmits", "limits"],
        ['"hide"', '"hides"'],
      ],
    },
    { what: "half of a surrogate pair", before: emoji, edits: [["\ud83d", ""]] },
    {
      what: "a surrogate pair typed in halves",
      before: emoji,
      edits: [
        ["lmits", "\ud83dlmits"],
        ["lmits", "\ude00lmits"],
      ],
    },
    {
      what: "everything taken away, and typed anew",
      before: seedPolicy,
      edits: [
        [seedPolicy, ""],
        ["", "["],
        ["[", "[1"],
      ],
    },
  ])("ends in the diagnostics of the text: $what", async ({ before, edits }) => {
    const document = await client.open(before);
    await document.diagnostics();
    let text = before;
    for (const [part, replacement] of edits) {
      await document.change({ range: rangeOf(text, part), text: replacement });
      text = text.replace(part, () => replacement);
      expect(await document.diagnostics()).toEqual(await freshDiagnostics(text, document));
    }
    expect(await document.diagnostics()).not.toEqual([]);
  });

  test("of several at once, each counts from the text that the one before has left", async () => {
    const document = await client.open(seedPolicy);
    await document.change(
      { range: rangeOf(seedPolicy, seedPolicy), text: "" },
      { text: misspelt },
      { range: rangeOf(misspelt, '"version": "1",\n'), text: "" },
    );
    expect(await document.diagnostics()).toEqual(
      await freshDiagnostics(misspelt.replace('"version": "1",\n', ""), document),
    );
  });

  test.each([
    { what: "ends before it starts", from: [2, 0], to: [1, 0], expected: "one\nthree\n" },
    { what: "reaches beyond a line", from: [1, 0], to: [1, 9_999], expected: "one\n\nthree\n" },
    { what: "reaches beyond the text", from: [1, 0], to: [9_999, 7], expected: "one\n" },
    { what: "starts before the text", from: [-5, -5], to: [1, 0], expected: "two\nthree\n" },
  ])("whose range $what is made as far as it goes", async ({ from, to, expected }) => {
    const document = await client.open("one\ntwo\nthree\n");
    const [start, end] = [from, to].map(([line = 0, character = 0]) => ({ line, character })) as [Position, Position];
    await document.change({ range: { start, end }, text: "" });
    expect(await document.diagnostics()).toEqual(await freshDiagnostics(expected, document));
  });

  test("typed key by key and faster than it is checked, ends in the diagnostics of the text", async () => {
    const document = await client.open("");
    let [line, character] = [0, 0];
    for (const key of crlf(misspelt)) {
      void document.change({ range: { start: { line, character }, end: { line, character } }, text: key });
      if (key === "\n") [line, character] = [line + 1, 0];
      else character += key.length;
    }
    expect(await document.diagnostics()).toEqual(await freshDiagnostics(crlf(misspelt), document));
  });

  test("after others, of any kind, ends in the diagnostics of the text", async () => {
    const random = randomNumbers(20261123);
    const below = (limit: number) => Math.floor(random() * limit);
    const document = await client.open("");
    for (let round = 0; round < 100; round++) {
      let text = crlf(misspelt).replace("minute", "m😀nute");
      await document.change({ text });
      for (let edits = 0; edits < 8; edits++) {
        const start = outsideOfLineEnd(text, below(text.length + 1));
        const end = outsideOfLineEnd(text, Math.min(text.length, start + below(12)));
        const replacement = pieces[below(pieces.length)] ?? "";
        void document.change({ range: rangeBetween(text, start, end), text: replacement });
        text = text.slice(0, start) + replacement + text.slice(end);
      }
      expect(await document.diagnostics()).toEqual(await freshDiagnostics(text, document));
    }
  });
});

describe("another product's policy.json", () => {
  const iam = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}';

  test("has no diagnostics, and is announced once", async () => {
    const document = await client.open(iam);
    expect(await document.diagnostics()).toEqual([]);
    expect(client.foreignPolicies.filter(({ uri }) => uri === document.uri)).toEqual([
      { uri: document.uri, format: "AWS IAM" },
    ]);
  });

  test("has no other features either", async () => {
    const document = await client.open(iam);
    const inside = positionOf(iam, "Statement");
    expect(await document.hover(inside)).toBeNull();
    expect((await document.complete(inside)).items).toEqual([]);
    expect(await document.codeLens()).toEqual([]);
    expect(await document.tools()).toEqual({ tools: [] });
  });

  test("that becomes a policy of ours is checked", async () => {
    const document = await client.open(iam);
    await document.diagnostics();
    await document.change({ text: misspelt });
    expect(await document.diagnostics()).toEqual(await freshDiagnostics(misspelt, document));
  });
});

/** Pieces of text that change the structure of a policy when they are typed. */
const pieces = ["{", "}", '"', '"tools"', ",", ":", "\r\n", "\n", "😀", " ", '"limits": []', "[", "]", "null", ""];

/** What the server says of a text that it sees for the first time, as if it was in the other document. */
async function freshDiagnostics(text: string, { uri }: TestDocument): Promise<Diagnostic[]> {
  const fresh = await client.open(text);
  const found = JSON.stringify(await fresh.diagnostics());
  await fresh.close();
  return JSON.parse(found.replaceAll(JSON.stringify(fresh.uri), JSON.stringify(uri)));
}

/** The offset itself, or the one before a CRLF in whose middle it is: editors know no such place. */
function outsideOfLineEnd(text: string, offset: number): number {
  return text.slice(offset - 1, offset + 1) === "\r\n" ? offset - 1 : offset;
}

/** Numbers from 0 to 1 that look like chance and are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
