import { describe, expect, it, test } from "vitest";
import { callLine, deniedText, exchangeBy, loaded } from "./decided";

const policy = {
  version: "1",
  default: "deny",
  hide: ["secret"],
  tools: {
    read: {},
    write: { deny_if: [{ conditions: [{ path: "args.path", op: "regex", value: "^/etc" }], on_deny: "Not there." }] },
    send: { limits: [{ counter: "rate", window: "minute", max: 2, scope: "grant" }] },
    guess: { deny_if: [{ conditions: [{ path: "args.x", op: "regex", value: "\\p{Old_Italic}" }] }] },
  },
};
const modernMeta = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };

describe("a call", () => {
  it("that is allowed goes on byte by byte", async () => {
    const { send } = exchangeBy(policy);
    const line =
      '{ "id":12345678901234567890,"params":{"name":"read","arguments":{"n":1.0,"big":9007199254740993}, "x":[]},"method":"tools/call" }\r\n';
    expect(await send(line)).toEqual({ server: line, client: [] });
  });

  it("that is denied is answered with a result, and does not reach the server", async () => {
    const { send, calls } = exchangeBy(policy);
    const { server, client } = await send(callLine("write", { path: "/etc/passwd" }, "a"));
    expect(server).toBeNull();
    expect(client).toEqual([
      '{"jsonrpc":"2.0","id":"a","result":{"content":[{"type":"text","text":"[POLICY DENIED] Not there."}],"isError":true}}',
    ]);
    expect(calls).toMatchObject([{ decision: "deny", rule: "/tools/write/deny_if/args.path-regex", tool: "write" }]);
  });

  it("of the modern era is denied with a complete result", async () => {
    const { send, calls } = exchangeBy(policy);
    const params = { name: "secret", _meta: modernMeta };
    const { client } = await send(`${JSON.stringify({ jsonrpc: "2.0", id: 7, method: "tools/call", params })}\n`);
    expect(JSON.parse(client[0] ?? "")).toMatchObject({ id: 7, result: { resultType: "complete", isError: true } });
    expect(calls[0]?.era).toBe("modern");
  });

  it.each(["12345678901234567890", "null", "1.50", '"\\u0061"', '{"a":[1]}'])(
    "is answered with its id %s as it is written",
    async (id) => {
      const { send } = exchangeBy(policy);
      const { client } = await send(`{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"other"}}\n`);
      expect(client[0]).toContain(`"id":${id},`);
    },
  );

  it("that nobody waits for is decided too", async () => {
    const { send } = exchangeBy(policy);
    const notification = (name: string) => `{"method":"tools/call","params":{"name":"${name}"}}\n`;
    expect(await send(notification("other"))).toEqual({ server: null, client: [] });
    expect(await send(notification("read"))).toEqual({ server: notification("read"), client: [] });
  });

  it("of which it is not known how it is decided is denied", async () => {
    const { send, calls } = exchangeBy(policy);
    const { server, client } = await send(callLine("guess", { x: "𐌀" }));
    expect(server).toBeNull();
    expect(deniedText(client[0])).toMatch(/^\[POLICY DENIED\] It is not known whether deny_if 1 denies the call\./);
    expect(calls[0]).toMatchObject({ decision: "unknown", isForwarded: false });
  });

  it.each(["[1]", '"text"', "1", '{"n":1e400}'])("with the arguments %s is denied", async (args) => {
    const { send } = exchangeBy(policy);
    const line = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read","arguments":${args}}}\n`;
    expect((await send(line)).server).toBeNull();
  });
});

/** Each is a call of a denied tool, or one with other arguments, for some reader of JSON. */
const ambiguous: readonly (readonly [string, string])[] = [
  ["two names", '{"id":1,"method":"tools/call","params":{"name":"write","name":"read"}}'],
  ["two names, the other way round", '{"id":1,"method":"tools/call","params":{"name":"read","name":"write"}}'],
  ["a name in another case beside it", '{"id":1,"method":"tools/call","params":{"name":"read","Name":"secret"}}'],
  ["a name in another case alone", '{"id":1,"method":"tools/call","params":{"NAME":"secret"}}'],
  ["two params", '{"id":1,"method":"tools/call","params":{"name":"secret"},"params":{"name":"read"}}'],
  ["params with a long s", '{"id":1,"method":"tools/call","params":{"name":"read"},"paramſ":{"name":"secret"}}'],
  ["two methods", '{"id":1,"method":"tools/call","method":"ping","params":{"name":"secret"}}'],
  ["a method in another case", '{"id":1,"Method":"tools/call","params":{"name":"secret"}}'],
  [
    "a method in another case beside another",
    '{"id":1,"method":"ping","METHOD":"tools/call","params":{"name":"secret"}}',
  ],
  ["an escaped second key", '{"id":1,"method":"tools/call","params":{"name":"read","n\\u0061me":"secret"}}'],
  [
    "two arguments",
    '{"id":1,"method":"tools/call","params":{"name":"write","arguments":{},"arguments":{"path":"/etc"}}}',
  ],
  [
    "a key twice in arguments",
    '{"id":1,"method":"tools/call","params":{"name":"write","arguments":{"path":"/etc","path":"/"}}}',
  ],
  [
    "a key of arguments in two cases",
    '{"id":1,"method":"tools/call","params":{"name":"write","arguments":{"path":"/","PATH":"/etc"}}}',
  ],
  [
    "a key twice deep inside",
    '{"id":1,"method":"tools/call","params":{"name":"read","arguments":{"a":[{"b":1,"b":2}]}}}',
  ],
  ["no name", '{"id":1,"method":"tools/call","params":{}}'],
  ["no params", '{"id":1,"method":"tools/call"}'],
  ["a number for a name", '{"id":1,"method":"tools/call","params":{"name":5}}'],
  ["half a surrogate pair", '{"id":1,"method":"tools/call","params":{"name":"read\\ud800"}}'],
];

test.each(ambiguous)("a call that readers take for different calls is denied: %s", async (_, line) => {
  const { send, calls } = exchangeBy({ ...policy, default: "allow" });
  const { server, client } = await send(`${line}\n`);
  expect(server).toBeNull();
  expect(deniedText(client[0])).toMatch(/^\[POLICY DENIED\] .+\.$/);
  expect(calls[0]).toMatchObject({ decision: "deny", rule: "(ambiguous)" });
});

test.each([
  ['"b":1,"b":2', 'The arguments have the key "b" twice.'],
  ['"b":1,"B":2', 'The arguments have the keys "b" and "B", which are one if case is ignored.'],
])("a denial names the keys that readers take for one: %s", async (members, sentence) => {
  const { send } = exchangeBy({ ...policy, default: "allow" });
  const line = `{"id":1,"method":"tools/call","params":{"name":"read","arguments":{"a":[{${members}}]}}}`;
  expect(deniedText((await send(`${line}\n`)).client[0])).toContain(sentence);
});

test.each([
  ["not JSON", "{\n"],
  ["a comment", '{"method":"tools/call"/**/}\n'],
  ["two values on a line", '{"method":"ping","id":1}{"method":"tools/call","id":1,"params":{"name":"secret"}}\n'],
  ["a mark before it", '\uFEFF{"method":"tools/call","params":{"name":"secret"}}\n'],
  ["a carriage return", '{"method":"x","params":\r{"method":"tools/call","params":{"name":"secret"}}\r}\n'],
  ["a batch in a batch", '[[{"method":"tools/call","params":{"name":"secret"}}]]\n'],
])("what is no message goes no further: %s", async (_, text) => {
  const { send } = exchangeBy(policy);
  const { server, client } = await send(text);
  expect(server).toBeNull();
  expect(JSON.parse(client[0] ?? "")).toMatchObject({ id: null, error: { code: expect.any(Number) } });
});

test("bytes that are not UTF-8 go no further", async () => {
  const { send } = exchangeBy(policy);
  const bytes = Buffer.concat([Buffer.from('{"method":"'), Buffer.from([0xff]), Buffer.from('"}\n')]);
  expect((await send(bytes)).server).toBeNull();
});

test("a call that is nested very deeply is decided", async () => {
  const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const line = (name: string) =>
    `{"id":1,"method":"tools/call","params":{"name":"${name}","arguments":{"path":${deep(100_000)}}}}\n`;
  const { send } = exchangeBy(policy);
  expect((await send(line("read"))).server).toBe(line("read"));
  expect((await send(line("other"))).server).toBeNull();
});

test.each([
  '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":""}}\n',
  '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}\n',
  '{"jsonrpc":"2.0","id":5,"result":{"action":"accept","content":{"name":"secret"}},"unknown":[1e400]}\n',
  '{"id":1,"id":2,"method":"ping"}\n',
  "\n",
  "[]\n",
  '"text"\n',
])("anything else goes through as it came: %s", async (line) => {
  const { send, calls } = exchangeBy(policy);
  expect(await send(line)).toEqual({ server: line, client: [] });
  expect(calls).toEqual([]);
});

describe("a batch", () => {
  const one = callLine("read", {}, 1).trim();
  const two = callLine("secret", {}, 2).trim();
  const three = callLine("read", {}, 3).trim();

  it("goes on as it came when all of it is allowed", async () => {
    const { send } = exchangeBy(policy);
    const line = `[ ${one} , ${three}]\n`;
    expect(await send(line)).toEqual({ server: line, client: [] });
  });

  it.each([
    [`[${two}, ${one} ,${three} ]\n`, `[${one} ,${three} ]\n`],
    [`[${one}, ${two} ,${three} ]\n`, `[${one}, ${three} ]\n`],
    [`[${one} ,${three}, ${two} ]\n`, `[${one} ,${three} ]\n`],
    [`[${one} ,${two}, ${two} ]\n`, `[${one} ]\n`],
  ])("loses what is denied, and nothing else: %#", async (sent, left) => {
    const { send } = exchangeBy(policy);
    const { server, client } = await send(sent);
    expect(server).toBe(left);
    expect(client.map((each) => JSON.parse(each).id)).toContain(2);
  });

  it("that is denied as a whole does not reach the server", async () => {
    const { send } = exchangeBy(policy);
    expect(await send(`[${two}]\n`)).toMatchObject({ server: null, client: [expect.stringContaining('"id":2')] });
  });

  it("uses up limits in its order", async () => {
    const { send } = exchangeBy(policy);
    const calls = [1, 2, 3].map((id) => callLine("send", {}, id).trim());
    const { server, client } = await send(`[${calls.join(",")}]\n`);
    expect(server).toBe(`[${calls[0]},${calls[1]}]\n`);
    expect(client.map((each) => JSON.parse(each).id)).toEqual([3]);
  });
});

describe("tools/list", () => {
  const ask = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n';
  const tool = (name: string) =>
    `{"name":"${name}" ,"inputSchema":{"type":"object", "x":12345678901234567890},"q":null}`;

  it.each([
    [[tool("secret"), tool("read")], [tool("read")]],
    [[tool("read"), tool("secret")], [tool("read")]],
    [
      [tool("a"), tool("secret"), tool("b")],
      [tool("a"), tool("b")],
    ],
    [[tool("secret"), tool("secret")], []],
    [[], []],
  ])("loses hidden tools, and no other byte: %#", async (tools, left) => {
    const { send, answer } = exchangeBy(policy);
    await send(ask);
    const list = (each: readonly string[]) =>
      `{ "result":{"ttlMs":1,"tools":[${each.join(" , ")}],"nextCursor":""},"jsonrpc":"2.0","id":1.0}\r\n`;
    expect(await answer(list(tools))).toBe(list(left));
  });

  it('is empty when "*" is hidden', async () => {
    const { send, answer } = exchangeBy({ ...policy, hide: ["*"] });
    await send(ask);
    expect(await answer(`{"id":1,"result":{"tools":[${tool("a")},${tool("b")}]}}\n`)).toBe(
      '{"id":1,"result":{"tools":[]}}\n',
    );
  });

  it("is filtered on every page, and when the name is escaped", async () => {
    const { send, answer } = exchangeBy(policy);
    for (const id of [1, 2]) {
      await send(ask.replace('"id":1', `"id":${id}`));
      expect(await answer(`{"id":${id},"result":{"tools":[{"name":"s\\u0065cret"}]}}\n`)).toBe(
        `{"id":${id},"result":{"tools":[]}}\n`,
      );
    }
  });

  it.each([
    ["1", '"1"'],
    ['"1"', "1"],
    ['"1"', "1.0"],
  ])("is filtered when %s is answered as %s, which clients take", async (asked, answered) => {
    const { send, answer } = exchangeBy(policy);
    await send(ask.replace('"id":1', `"id":${asked}`));
    const list = (left: string) => `{"id":${answered},"result":{"tools":[${left}]}}\n`;
    expect(await answer(list(tool("secret")))).toBe(list(""));
  });

  it("and a call of the same id in another spelling have an answer each", async () => {
    const { send, answer } = exchangeBy(policy);
    await send(ask.replace('"id":1', '"id":"1"'));
    await send(ask);
    for (const id of ["1", '"1"'])
      expect(await answer(`{"id":${id},"result":{"tools":[${tool("secret")}]}}\n`)).toBe(
        `{"id":${id},"result":{"tools":[]}}\n`,
      );
  });

  it.each([
    String.raw`{"name":"a\x"}`,
    String.raw`{"na\me":"a"}`,
    String.raw`{"name":"a\u12"}`,
    '{"name":"a\tb"}',
    '{"name":"',
    '{"name":',
    "{",
    "nothing",
  ])("of a server that writes no JSON passes, and ends nothing: %s", async (odd) => {
    const { send, answer } = exchangeBy(policy);
    await send(ask);
    const list = (left: string) => `{"id":1,"result":{"tools":[${left}${odd}]}}\n`;
    expect(await answer(list(`${tool("secret")},`))).toBe(list(""));
  });

  it("is filtered when another request has the same id", async () => {
    const { send, answer } = exchangeBy(policy);
    await send(callLine("read", {}, 1));
    await send(ask);
    expect(await answer(`{"id":1,"result":{"tools":[${tool("secret")}]}}\n`)).toBe('{"id":1,"result":{"tools":[]}}\n');
  });

  it("is filtered when a later request has the same id, and is answered first", async () => {
    const { send, answer } = exchangeBy(policy);
    await send(ask);
    await send(callLine("read", {}, 1));
    await answer('{"id":1,"result":{"content":[]}}\n');
    expect(await answer(`{"id":1,"result":{"tools":[${tool("secret")}]}}\n`)).toBe('{"id":1,"result":{"tools":[]}}\n');
  });

  it.each([
    '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"na\n',
    '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"}\n',
    '[{"id":1,"result":{"tools":[]}},{"id":2,\n',
  ])("is filtered when a line of the log holds the start of it: %s", async (line) => {
    const { send, answer } = exchangeBy(policy);
    await send(ask);
    await answer(line);
    expect(await answer(`{"id":1,"result":{"tools":[${tool("secret")}]}}\n`)).toBe('{"id":1,"result":{"tools":[]}}\n');
  });

  it("of a refused policy still hides what can be read", async () => {
    const { send, answer } = exchangeBy({ ...policy, default: "maybe" });
    await send(ask);
    expect(await answer('{"id":1,"result":{"tools":[{"name":"secret"}]}}\n')).toBe('{"id":1,"result":{"tools":[]}}\n');
  });

  it.each([
    "starting…\n",
    '{"half":\n',
    '{"jsonrpc":"2.0","id":1,"method":"roots/list"}\n',
    '{"id":1,"result":{"x":[{"name":"secret"}]}}\n',
  ])("leaves any other line of the server as it is: %s", async (line) => {
    const { send, answer } = exchangeBy(policy);
    await send(ask);
    expect(await answer(line)).toBe(line);
  });
});

describe("limits", () => {
  const allowed = async ({ send }: ReturnType<typeof exchangeBy>, id: unknown) =>
    (await send(callLine("send", {}, id))).server !== null;

  it("are kept", async () => {
    const by = exchangeBy(policy);
    expect([await allowed(by, 1), await allowed(by, 2), await allowed(by, 3)]).toEqual([true, true, false]);
    expect(by.calls.at(-1)?.message).toBe("Rate limit of 2 per minute reached. Try again later.");
  });

  it("get a count back when the server answers with an error, and keep it for a result that says isError", async () => {
    const by = exchangeBy(policy);
    await allowed(by, 1);
    await by.answer('{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"No."}}\n');
    await allowed(by, 2);
    await by.answer('{"jsonrpc":"2.0","id":2,"result":{"content":[],"isError":true}}\n');
    expect(await allowed(by, 3)).toBe(true);
    expect(await allowed(by, 4)).toBe(false);
  });

  it("get nothing back by an error with the id of a request of the server", async () => {
    const by = exchangeBy(policy);
    await allowed(by, 1);
    await by.answer('{"jsonrpc":"2.0","id":1,"method":"x","error":{}}\n');
    await allowed(by, 2);
    expect(await allowed(by, 3)).toBe(false);
  });

  const retry = (id: number, state: string) =>
    `${JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name: "send", _meta: modernMeta, requestState: state, inputResponses: {} } })}\n`;
  const question = (id: number, state: string) =>
    `{"jsonrpc":"2.0","id":${id},"result":{"resultType":"input_required","requestState":"${state}","inputRequests":{}}}\n`;

  it("count each request of a call that is asked back, by default", async () => {
    const by = exchangeBy(policy);
    await allowed(by, 1);
    await by.answer(question(1, "s"));
    expect((await by.send(retry(2, "s"))).server).not.toBeNull();
    expect((await by.send(retry(3, "s"))).server).toBeNull();
  });

  it("count only the first one if the policy is read so, and only when the server has asked", async () => {
    const by = exchangeBy(policy, { assumptions: { retryCounts: "the first only" } });
    await allowed(by, 1);
    await by.answer(question(1, "s"));
    expect((await by.send(retry(2, "s"))).server).not.toBeNull();
    expect(await allowed(by, 3)).toBe(true);
    // Nobody asked for these.
    expect((await by.send(retry(4, "s"))).server).toBeNull();
    expect((await by.send(retry(5, "invented"))).server).toBeNull();
  });
});

describe("what is out of order", () => {
  it.each([
    ["a policy that is refused", () => loaded({ ...policy, default: "maybe" })],
    ["a policy that is missing", () => ({ policy: undefined, problem: "There is no file x.", hash: "" })],
    ["a source that rejects", () => Promise.reject(new Error("Gone."))],
    [
      "a source that throws",
      () => {
        throw new Error("Gone.");
      },
    ],
  ])("denies every call, or lets it through when that is asked for: %s", async (_, current) => {
    const denying = exchangeBy(policy, { current });
    expect((await denying.send(callLine("read"))).server).toBeNull();
    const allowing = exchangeBy(policy, { current, onError: "allow" });
    expect((await allowing.send(callLine("read"))).server).not.toBeNull();
    const [, line = ""] = ambiguous[0] ?? [];
    expect((await allowing.send(`${line}\n`)).server).toBeNull();
  });

  it("a store that fails denies the calls that have limits", async () => {
    const fails = () => Promise.reject(new Error("The store does not answer."));
    const store = { isFar: true, charge: fails, giveBack: fails, close: async () => {} };
    const { send, notes, calls } = exchangeBy(policy, { store });
    expect((await send(callLine("read"))).server).not.toBeNull();
    for (const id of [1, 2]) {
      const { server, client } = await send(callLine("send", {}, id));
      expect(server).toBeNull();
      expect(deniedText(client[0])).toBe(
        "[POLICY DENIED] The gateway cannot decide this call: The store does not answer.",
      );
    }
    expect(notes).toEqual(["The gateway cannot decide this call: The store does not answer."]);
    expect(calls.at(-1)).toMatchObject({ decision: "unknown" });
  });

  it("a log that cannot be written denies every call, and gives the count back", async () => {
    let isFull = true;
    const log = {
      write: () => {
        if (isFull) throw new Error("No space.");
      },
      close: async () => {},
    };
    const { send } = exchangeBy(policy, { log, onError: "allow" });
    for (const id of [1, 2, 3]) expect((await send(callLine("send", {}, id))).server).toBeNull();
    isFull = false;
    expect((await send(callLine("send", {}, 4))).server).not.toBeNull();
  });

  it("nothing is denied while observing, and the log says what would be", async () => {
    const { send, calls } = exchangeBy(policy, { observes: true });
    expect((await send(callLine("secret"))).server).not.toBeNull();
    expect(calls).toMatchObject([{ decision: "deny", isForwarded: true }]);
  });
});
