/** A gateway over HTTP, between a client and a server over HTTP. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { readOrigin } from "../../../server/src/gateway/http/checkOrigin";
import { type Listening, listen } from "../../../server/src/gateway/http/listen";
import { parseAddress } from "../../../server/src/gateway/http/parseAddress";
import { proxyTo } from "../../../server/src/gateway/http/proxy";
import { readTokens } from "../../../server/src/gateway/http/tokens";
import { Exchange } from "../../../server/src/gateway/relay/exchange";
import { Retries } from "../../../server/src/gateway/relay/retries";
import { deniedText, exchangeBy } from "../decided";
import { echo, spyUpstream } from "./spyUpstream";

const policy = {
  version: "1",
  default: "deny",
  hide: ["secret"],
  tools: { read: {}, send: { limits: [{ counter: "c", window: "day", max: 1, scope: "grant" }] } },
};
const meta = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };

let upstream: Awaited<ReturnType<typeof spyUpstream>>;
const open: Listening[] = [];
beforeEach(async () => {
  upstream = await spyUpstream();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await upstream.close();
});

/** A gateway in front of the spy. */
async function start(tokens?: Parameters<typeof listen>[1]["tokens"], url = upstream.url) {
  const by = exchangeBy(policy);
  const retries = new Retries();
  const make = (grant: string) => new Exchange({ gate: by.gate, grant, retries, carries: "bodies" });
  const admittance = { origins: ["https://good.example"], grant: "all", tokens };
  const listening = await listen(
    { host: "127.0.0.1", port: 0 },
    admittance,
    proxyTo({ url, headers: {} }, make, tokens === undefined),
  );
  open.push(listening);
  const address = `http://127.0.0.1:${listening.address.port}/mcp`;
  return {
    ...by,
    address,
    post: async (body: unknown, headers: Record<string, string> = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const answer = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        body: text,
      });
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    },
  };
}

const call = (name: string, id: unknown = 1, more: object = {}) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name, ...more },
});

describe("a message", () => {
  it("that is allowed goes on byte by byte, with its headers and its query", async () => {
    const { address } = await start();
    const body =
      '{\r\n "jsonrpc":"2.0","id":12345678901234567890,\r\n"method":"tools/call","params":{"name":"read","arguments":{"n":1.0}}}';
    await fetch(`${address}?a=1`, {
      method: "POST",
      body,
      headers: { "x-custom": "1", authorization: "Bearer theirs" },
    });
    expect(upstream.seen).toMatchObject([{ body, url: "/mcp?a=1", method: "POST" }]);
    expect(upstream.seen[0]?.headers).toMatchObject({
      "x-custom": "1",
      authorization: "Bearer theirs",
      host: upstream.url.host,
    });
  });

  it("keeps every byte of its body and of the answer, short or long, in any language", async () => {
    const { post } = await start();
    for (const path of ["/tmp/ä€😀\u0000", "é".repeat(7_000), "é😀".repeat(20_000)]) {
      const sent = call("read", 1, { arguments: { path } });
      const { status, text, headers } = await post(sent);
      expect(status).toBe(200);
      expect(text).toBe(JSON.stringify({ jsonrpc: "2.0", id: 1, result: { got: sent.params } }));
      expect(headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
      expect(upstream.seen.at(-1)?.body).toBe(JSON.stringify(sent));
    }
  });

  it("that is denied is answered with a result, and does not reach the server", async () => {
    const { post } = await start();
    const { status, text } = await post(call("secret"));
    expect(status).toBe(200);
    expect(deniedText(text)).toBe('[POLICY DENIED] Tool "secret" is hidden by policy');
    const { id: _, ...notification } = call("secret");
    expect((await post(notification)).status).toBe(202);
    expect(upstream.seen).toEqual([]);
  });

  it("that is no JSON, is compressed, or comes by another method goes no further", async () => {
    const { post, address } = await start();
    expect((await post("{")).status).toBe(400);
    expect((await post(call("read"), { "content-encoding": "gzip" })).status).toBe(415);
    expect((await fetch(address, { method: "PUT", body: JSON.stringify(call("secret")) })).status).toBe(405);
    expect(upstream.seen).toEqual([]);
  });

  it.each([
    ["application/json; charset=koi8-r", 415],
    ["application/json;charset=UTF-16", 415],
    ["application/json; charset=iso-8859-1", 415],
    ['application/json; charset="koi8-r"', 415],
    ["application/json; charset*=utf-8''koi8-r", 415],
    ["application/json; charset=utf-8; charset=koi8-r", 415],
    ["application/json; charset=", 415],
    ["application/json; charset=utf-8", 200],
    ['application/json; x=1; Charset = "UTF-8" ; y=2', 200],
    ["application/json", 200],
  ])("is read by the server as it was decided: %s", async (type, expected) => {
    const { post } = await start();
    const { status } = await post(call("read"), { "content-type": type });
    expect(status).toBe(expected);
    expect(upstream.seen.length).toBe(expected === 200 ? 1 : 0);
  });

  it("that is a batch loses what is denied, which is answered with the rest", async () => {
    const { post } = await start();
    const { text } = await post([call("secret", 1), call("read", 2)]);
    expect(upstream.seen[0]?.body).toBe(JSON.stringify([call("read", 2)]));
    expect(JSON.parse(text).map(({ id }: { id: number }) => id)).toEqual([2, 1]);
  });

  it("that the server cannot get is answered, and gives its count back", async () => {
    const { post } = await start(undefined, new URL("http://127.0.0.1:1/mcp"));
    for (const id of [1, 2]) {
      const { status, text } = await post(call("send", id));
      expect(status).toBe(502);
      expect(JSON.parse(text)).toMatchObject({ id, error: { code: -32603 } });
    }
  });

  it("that the server answers with an error gives its count back, with a result it does not", async () => {
    const { post } = await start();
    upstream.answerWith((_, response) => {
      response.writeHead(400, { "content-type": "application/json; charset=utf-8" });
      response.end('{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"No."}}');
    });
    expect((await post(call("send"))).status).toBe(400);
    upstream.answerWith((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('data: {"jsonrpc":"2.0","id":1,"result":{"isError":true}}\n\n');
    });
    expect((await post(call("send"))).text).toContain("isError");
    expect(deniedText((await post(call("send"))).text)).toMatch(/^\[POLICY DENIED\] Rate limit/);
  });
});

describe("headers and body are compared", () => {
  const modern = (name: string) => call(name, 1, { _meta: meta });
  const agreeing = { "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "read" };

  const withRegion = call("read", 1, { arguments: { region: "eu", list: ["in a list"] }, _meta: meta });

  test("those that agree go through", async () => {
    const { post } = await start();
    expect((await post(modern("read"), agreeing)).status).toBe(200);
    expect((await post(modern("read"), { ...agreeing, "mcp-name": "=?base64?cmVhZA==?=" })).status).toBe(200);
    // A legacy client says its version in the header alone.
    expect((await post(call("read"), { "mcp-protocol-version": "2025-11-25" })).status).toBe(200);
    const uri = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: "file:///größe", _meta: meta } };
    const name = `=?base64?${Buffer.from("file:///größe").toString("base64")}?=`;
    expect((await post(uri, { "mcp-method": "resources/read", "mcp-name": name })).status).toBe(200);
    const args = { region: "größe", deep: { count: 7, on: true } };
    const repeated = {
      "mcp-param-region": `=?base64?${Buffer.from("größe").toString("base64")}?=`,
      "mcp-param-count": "7.0",
      "mcp-param-on": "true",
    };
    const body = {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "read", arguments: args, _meta: meta },
    };
    expect((await post(body, { ...agreeing, ...repeated })).status).toBe(200);
  });

  test.each([
    [modern("secret"), { "mcp-name": "read" }],
    [modern("read"), { "mcp-name": "secret" }],
    [modern("read"), { "mcp-name": "read, read" }],
    [modern("read"), { "mcp-name": "=?base64?c2VjcmV0?=" }],
    [modern("read"), { "mcp-name": "=?base64?/////w==?=" }],
    [modern("read"), { "mcp-method": "tools/list" }],
    [modern("read"), { "mcp-protocol-version": "2025-11-25" }],
    [{ jsonrpc: "2.0", id: 1, method: "tools/list" }, { "mcp-method": "tools/call" }],
    [{ jsonrpc: "2.0", id: 1, method: "tools/list" }, { "mcp-name": "read" }],
    [[modern("read")], { "mcp-method": "tools/call" }],
    [modern("read"), { "mcp-param-region": "eu" }],
    [withRegion, { "mcp-param-region": "us" }],
    [withRegion, { "mcp-param-region": "=?base64?/////w==?=" }],
    [withRegion, { "mcp-param-list": "in a list" }],
  ])("those that differ are refused: %j %j", async (body, headers) => {
    const { post } = await start();
    const { status, text } = await post(body, headers);
    expect(status).toBe(400);
    expect(JSON.parse(text).error.code).toBe(-32020);
    expect(upstream.seen).toEqual([]);
  });
});

describe("who may ask", () => {
  const raw = async (address: string, headers: Record<string, string>) => {
    const sent = request(address, { method: "POST", headers });
    sent.end(JSON.stringify(call("read")));
    const [answer] = await once(sent, "response");
    answer.resume();
    return answer.statusCode;
  };

  test.each([
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ host: "evil.example" }, 403],
    [{ origin: "http://localhost:3000" }, 200],
    [{ origin: "https://good.example" }, 200],
    [{ host: "[::1]:80" }, 200],
  ])("%j gets %i", async (headers, status) => {
    const { address } = await start();
    expect(await raw(address, headers)).toBe(status);
    expect(upstream.seen.length).toBe(status === 200 ? 1 : 0);
  });

  test.each([
    ["https://app.example.com/", "https://app.example.com"],
    ["HTTPS://App.Example.com:443", "https://app.example.com"],
    ["http://app.example.com:8080", "http://app.example.com:8080"],
    ["chrome-extension://abcdef", "chrome-extension://abcdef"],
    ["null", "null"],
    ["https://app.example.com/path", undefined],
    ["app.example.com", undefined],
  ])("an origin is read as browsers send it: %s", (text, origin) => {
    expect(readOrigin(text)).toBe(origin);
  });

  describe("with tokens", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "mcp-policy-tokens-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const tokensOf = (text: string) => {
      writeFileSync(join(folder, "tokens.json"), text);
      return readTokens(join(folder, "tokens.json"));
    };
    const tokens = (value: unknown) => tokensOf(JSON.stringify(value));

    it("takes those that it knows, counts each grant for itself, and keeps tokens from the server", async () => {
      const { post, calls } = await start(await tokens({ a: "a-token-of-some-length", b: "b-token-of-some-length" }));
      const by = (token: string) => post(call("send"), { authorization: `Bearer ${token}` });
      expect((await by("a-token-of-some-lengt")).status).toBe(401);
      expect((await post(call("send"))).headers.get("www-authenticate")).toBe("Bearer");
      expect(upstream.seen).toEqual([]);
      await by("a-token-of-some-length");
      await by("b-token-of-some-length");
      await by("b-token-of-some-length");
      expect(calls.map(({ grant, decision }) => [grant, decision])).toEqual([
        ["a", "allow"],
        ["b", "allow"],
        ["b", "deny"],
      ]);
      expect(upstream.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    });

    it.each([
      [],
      {},
      { a: "a token that nobody can send" },
      { a: "a-tökén-of-some-length" },
      { a: "short" },
      { a: "the-same-token-twice", b: "the-same-token-twice" },
      { a: 1 },
    ])("does not take a file like %j", async (value) => {
      await expect(tokens(value)).rejects.toThrow(/tokens\.json/);
    });

    it("does not take one that has a grant twice: the first token would be lost", async () => {
      const text = '{"a": "a-token-of-some-length", "A": "another-token-of-it", "\\u0061": "a-third-token-of-it"}';
      await expect(tokensOf(text)).rejects.toThrow(/^The grant "a" is in .*tokens\.json twice\.$/);
    });
  });
});

describe("a stream of events", () => {
  const list = '{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret"},{"name":"read"}]}}';

  it("passes byte by byte, but for hidden tools, wherever its chunks end", async () => {
    const { post } = await start();
    const before =
      ': alive\r\n\r\nevent: message\nid: 1\ndata: {"method":"notifications/progress",\ndata: "x":"ö"}\n\n';
    const after = 'retry: 5\r\rdata: {"method":"x"}\r\n\r\n: end';
    upstream.answerWith((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "mcp-session-id": "s" });
      for (const byte of Buffer.from(`${before}id: 2\ndata: ${list}\n\n${after}`)) response.write(Buffer.of(byte));
      response.end();
    });
    const { text, headers } = await post({ jsonrpc: "2.0", id: 1, method: "tools/list" });
    expect(text).toBe(`${before}id: 2\ndata: ${list.replace('{"name":"secret"},', "")}\n\n${after}`);
    expect(headers.get("mcp-session-id")).toBe("s");
  });

  it("has the answers to denied calls of a batch as well", async () => {
    const { post } = await start();
    upstream.answerWith((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('data: {"id":2,"result":{}}\n\n');
    });
    const { text } = await post([call("secret", 1), call("read", 2)]);
    expect(text).toMatch(/^data: \{"jsonrpc":"2.0","id":1,"result":.*\n\ndata: \{"id":2,"result":\{\}\}\n\n$/);
  });

  it("of a session filters an answer that comes by another stream", async () => {
    const { post, address } = await start();
    upstream.answerWith((_, response) => void response.writeHead(202).end());
    await post({ jsonrpc: "2.0", id: 1, method: "tools/list" }, { "mcp-session-id": "s" });
    upstream.answerWith((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${list}\n\n`);
    });
    const stream = await fetch(address, { headers: { "mcp-session-id": "s", accept: "text/event-stream" } });
    expect(await stream.text()).not.toContain("secret");
  });

  it("reaches the client event by event, and its end cancels the request to the server", async () => {
    const { address } = await start();
    const closed = new Promise<void>((resolve) => {
      upstream.answerWith((_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(": first\n\n");
        response.on("close", resolve);
      });
    });
    const stop = new AbortController();
    const answer = await fetch(address, { method: "POST", body: JSON.stringify(call("read")), signal: stop.signal });
    const { value } = (await answer.body?.getReader().read()) ?? {};
    expect(Buffer.from(value ?? []).toString()).toBe(": first\n\n");
    stop.abort();
    await closed;
  });
});

test("a client that goes away while the server goes on takes nothing down", async () => {
  const { address, post } = await start();
  const writing = new Promise<void>((resolve) => {
    upstream.answerWith((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      const write = () => {
        if (response.destroyed) return resolve();
        response.write(`data: ${"x".repeat(10_000)}\n\n`);
        return void setImmediate(write);
      };
      write();
    });
  });
  for (let count = 0; count < 3; count++) {
    const stop = new AbortController();
    const answer = await fetch(address, { method: "POST", body: JSON.stringify(call("read")), signal: stop.signal });
    await answer.body?.getReader().read();
    stop.abort();
  }
  await writing;
  upstream.answerWith(echo);
  expect((await post(call("read"))).status).toBe(200);
});

test.each([
  ["8787", { host: "127.0.0.1", port: 8787 }],
  ["localhost:1", { host: "localhost", port: 1 }],
  ["[::1]:80", { host: "::1", port: 80 }],
  ["0.0.0.0:80", { host: "0.0.0.0", port: 80 }],
  ["::1:80", undefined],
  ["host", undefined],
  ["1:99999", undefined],
  ["", undefined],
])("the address %s", (text, address) => {
  expect(parseAddress(text)).toEqual(address);
});
