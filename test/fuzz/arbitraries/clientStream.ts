/** What a client may send: messages of both eras, batches, spellings and keys that readers of JSON take differently. */
import fc from "fast-check";

/** A line of a client, without its end. */
export interface SentLine {
  readonly text: string;
  /** The name and the arguments of a call that all readers of JSON read alike; undefined for anything else. */
  readonly plainCall: { readonly tool: string; readonly args: unknown } | undefined;
}

/** Some lines, and where the stream is cut into chunks. */
export interface ClientStream {
  readonly lines: readonly SentLine[];
  readonly cuts: readonly number[];
}

export const toolNames = ["read", "write", "send", "secret", "other", "Read", "read ", "r\u00e9ad", "__proto__", ""];

const name = fc.constantFrom(...toolNames);

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom("/etc/passwd", "/tmp", "", 'q"\\', "ſ", "𐌀", "\u2028", 0, -0.5, 2 ** 53, true, null),
  fc.string({ maxLength: 5 }),
);

const args = fc.oneof(
  fc.constant(undefined),
  fc.dictionary(fc.constantFrom("path", "a", "deep", "constructor"), fc.oneof(value, fc.record({ path: value })), {
    maxKeys: 3,
  }),
);

/** A string as JSON, with some of its characters escaped that need not be. */
const spelt = (text: string): fc.Arbitrary<string> =>
  fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((escapes) => {
    const characters = [...Array(text.length).keys()].map((index) => {
      const code = text.charCodeAt(index);
      if (escapes[index] === true) return `\\u${code.toString(16).padStart(4, "0")}`;
      return JSON.stringify(text[index]).slice(1, -1);
    });
    // Halves of a pair, of which one is escaped, are no pair for every reader.
    return /[\ud800-\udfff]/.test(text) ? JSON.stringify(text) : `"${characters.join("")}"`;
  });

const space = fc.constantFrom("", "", "", " ", "\t", "  ");

const id = fc.constantFrom("1", "2", '"1"', "12345678901234567890", "1.0", "null", '"x\\u0041"', undefined);

type Pair = readonly [key: string, value: string];

const object = (pairs: readonly Pair[], gap: string): string =>
  `{${gap}${pairs.map(([key, each]) => `${key}${gap}:${gap}${each}`).join(`${gap},`)}${gap}}`;

/** A call in some spelling. */
const plainCall: fc.Arbitrary<SentLine> = fc
  .record({ tool: name, args, id, gap: space, modern: fc.boolean(), extra: fc.boolean(), turned: fc.boolean() })
  .chain(({ tool, args, id, gap, modern, extra, turned }) =>
    fc
      .tuple(spelt("tools/call"), spelt("name"), spelt(tool), spelt("method"), spelt("params"))
      .map(([call, nameKey, toolText, methodKey, paramsKey]): SentLine => {
        const params: Pair[] = [[nameKey, toolText]];
        if (args !== undefined) params.push(['"arguments"', JSON.stringify(args)]);
        if (modern) params.push(['"_meta"', '{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}']);
        const pairs: Pair[] = [[methodKey, call]];
        pairs.push([paramsKey, object(turned ? params.toReversed() : params, gap)]);
        if (id !== undefined) pairs.push(['"id"', id]);
        if (extra) pairs.push(['"unknown"', '[1e400,{"name":"secret"}]']);
        return { text: object(turned ? pairs.toReversed() : pairs, gap), plainCall: { tool, args } };
      }),
  );

const key = (text: string) =>
  fc.oneof(
    spelt(text),
    fc.constantFrom(
      ...[text.toUpperCase(), `${text[0]?.toUpperCase()}${text.slice(1)}`, text.replace("s", "ſ")].map((each) =>
        JSON.stringify(each),
      ),
    ),
  );

/** Something like a call, with keys twice, in another case or left out. */
const oddCall: fc.Arbitrary<SentLine> = fc
  .tuple(
    fc.array(fc.tuple(key("method"), fc.constantFrom('"tools/call"', '"tools\\/call"', '"ping"', "5")), {
      maxLength: 2,
    }),
    fc.array(
      fc.tuple(
        key("params"),
        fc
          .array(
            fc.oneof(
              fc.tuple(key("name"), name.chain(spelt)),
              fc.tuple(
                key("arguments"),
                fc.constantFrom(
                  '{"path":"/etc/x"}',
                  '{"path":"/tmp"}',
                  '{"path":"/tmp","Path":"/etc/x"}',
                  "null",
                  "[]",
                ),
              ),
            ),
            { maxLength: 4 },
          )
          .map((pairs) => object(pairs, "")),
      ),
      { maxLength: 2 },
    ),
    fc.boolean(),
  )
  .map(([methods, params, turned]) => {
    const pairs: Pair[] = [['"id"', "7"], ...methods, ...params];
    return { text: object(turned ? pairs.toReversed() : pairs, ""), plainCall: undefined };
  });

const other: fc.Arbitrary<SentLine> = fc
  .constantFrom(
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}',
    '{"jsonrpc":"2.0","id":3,"method":"tools/list"}',
    '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}',
    '{"jsonrpc":"2.0","id":1,"result":{"action":"accept","content":{}}}',
    '{"id":1,"method":"server/discover","params":{"name":"secret"}}',
    "",
    "5",
    "{",
    '{"method":"ping"}{"method":"tools/call","params":{"name":"secret"}}',
    '{"method":"ping","x":\r{"method":"tools/call","params":{"name":"secret"}}\r}',
    '\uFEFF{"method":"tools/call","params":{"name":"secret"}}',
    '[[{"method":"tools/call","params":{"name":"secret"}}]]',
  )
  .map((text) => ({ text, plainCall: undefined }));

const message = fc.oneof(
  { weight: 4, arbitrary: plainCall },
  { weight: 3, arbitrary: oddCall },
  { weight: 2, arbitrary: other },
);

const batch: fc.Arbitrary<SentLine> = fc
  .tuple(fc.array(fc.oneof(plainCall, oddCall), { maxLength: 4 }), space)
  .map(([messages, gap]) => ({
    text: `[${gap}${messages.map(({ text }) => text).join(`${gap},`)}${gap}]`,
    plainCall: undefined,
  }));

/** A line of any kind. */
export const clientLine: fc.Arbitrary<SentLine> = fc.oneof(
  { weight: 6, arbitrary: message },
  { weight: 1, arbitrary: batch },
);

/** Any stream of a client. */
export const clientStream: fc.Arbitrary<ClientStream> = fc.record({
  lines: fc.array(clientLine, { minLength: 1, maxLength: 12 }),
  cuts: fc.array(fc.nat({ max: 1_500 }), { maxLength: 12 }),
});
