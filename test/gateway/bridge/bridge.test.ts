/** A server over stdio that the gateway gives an address. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { bridgeTo } from "../../../server/src/gateway/bridge/bridge";
import { renameRequest } from "../../../server/src/gateway/bridge/renameRequest";
import { type Listening, listen } from "../../../server/src/gateway/http/listen";
import { readTokens } from "../../../server/src/gateway/http/tokens";
import { Exchange } from "../../../server/src/gateway/relay/exchange";
import { Retries } from "../../../server/src/gateway/relay/retries";
import { startChild } from "../../../server/src/mcp/childProcess";
import { deniedText, exchangeBy } from "../decided";

const script = join(import.meta.dirname, "../lineServer.mjs");
const policy = { version: "1", default: "allow", tools: {}, hide: ["secret"] };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(tokens?: Parameters<typeof listen>[1]["tokens"]) {
  const { gate } = exchangeBy(policy);
  const retries = new Retries();
  const make = (grant: string) => new Exchange({ gate, grant, retries, carries: "bodies" });
  const command = { command: process.execPath, args: [script], env: {} };
  const { backend, close } = bridgeTo(() => startChild(command), make);
  const listening: Listening = await listen(
    { host: "127.0.0.1", port: 0 },
    { origins: [], grant: "g", tokens },
    backend,
  );
  closing.push(listening.close, close);
  const address = `http://127.0.0.1:${listening.address.port}/mcp`;
  const send = (body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(address, {
      method: "POST",
      headers: { accept: "application/json, text/event-stream", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const answer = await send(body, headers);
    return { status: answer.status, text: await answer.text(), session: answer.headers.get("mcp-session-id") ?? "" };
  };
  const open = async (headers: Record<string, string> = {}) => {
    const { session } = await post({ jsonrpc: "2.0", id: 0, method: "initialize" }, headers);
    return { ...headers, "mcp-session-id": session };
  };
  return { address, send, post, open };
}

const call = (name: string, id: unknown = 1, meta: object = {}) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name, _meta: { "io.modelcontextprotocol/protocolVersion": "2026-07-28", ...meta } },
});

describe("requests without a session", () => {
  it("share a process, and get their own answers although their ids are the same", async () => {
    const { send, post } = await start();
    const held = send(call("hold", "same"));
    // The process has the first one before the second, since both come by one connection to it.
    let gone: { text: string };
    let first: Response | undefined;
    void held.then((answer) => {
      first = answer;
    });
    do gone = await post(call("go", "same"));
    while (first === undefined);
    const one = JSON.parse(await (await held).text());
    expect(one).toMatchObject({ id: "same", result: { text: "held" } });
    expect(JSON.parse(gone.text)).toMatchObject({ id: "same", result: { text: "gone", pid: one.result.pid } });
  });

  it("are decided, and denied ones do not start a process", async () => {
    const { post } = await start();
    expect(deniedText((await post(call("secret"))).text)).toMatch(/hidden by policy$/);
    expect((await post([call("x")])).status).toBe(400);
  });

  it("get their progress by the token that they have sent", async () => {
    const { post } = await start();
    const { text } = await post(call("tell", 12345678901234567890n.toString(), { progressToken: "same" }));
    const events = text
      .trim()
      .split("\n\n")
      .map((event) => JSON.parse(event.replace(/^data: /, "")));
    expect(events[0]).toMatchObject({ method: "notifications/progress" });
    expect(events[1]).toMatchObject({ id: "12345678901234567890", result: { text: "told" } });
  });

  it("may be laid out on several lines", async () => {
    const { post } = await start();
    const { text } = await post(JSON.stringify(call("x", 5), undefined, 2).replaceAll("\n", "\r\n"));
    expect(JSON.parse(text)).toMatchObject({ id: 5, result: { text: "tools/call string" } });
  });

  it("are cancelled by closing", async () => {
    const { send, post } = await start();
    const stop = new AbortController();
    const held = send(call("hold"), {}, stop.signal).catch(() => {});
    const { text } = await post(call("x"));
    expect(text).toContain("tools/call");
    stop.abort();
    await held;
    // The server was told, so nothing is held any more, and it goes on.
    expect(JSON.parse((await post(call("go"))).text)).toMatchObject({ result: { text: "gone" } });
  });

  it("get an error when the server ends, and the next one starts it again", async () => {
    const { post } = await start();
    expect(JSON.parse((await post(call("die"))).text)).toMatchObject({
      id: 1,
      error: { message: "The server has ended." },
    });
    expect(JSON.parse((await post(call("x"))).text)).toMatchObject({ id: 1, result: {} });
  });
});

describe("a session", () => {
  it("has a process of its own, and ends by DELETE", async () => {
    const { post, open, address } = await start();
    const [one, two] = [await open(), await open()];
    const pidOf = async (headers: Record<string, string>) =>
      JSON.parse((await post(call("x"), headers)).text).result.pid;
    expect(await pidOf(one)).not.toBe(await pidOf(two));
    expect(await pidOf(one)).toBe(await pidOf(one));
    expect((await fetch(address, { method: "DELETE", headers: one })).status).toBe(204);
    expect((await post(call("x"), one)).status).toBe(404);
    expect((await post(call("x"), two)).status).toBe(200);
  });

  it("gets a question of the server in the stream of the call, and passes the answer", async () => {
    const { send, post, open } = await start();
    const headers = await open();
    const stream = (await send(call("ask", 7), headers)).body?.getReader();
    const read = async () => Buffer.from((await stream?.read())?.value ?? []).toString();
    expect(await read()).toContain('"elicitation/create"');
    expect((await post({ jsonrpc: "2.0", id: 1, result: {} }, headers)).status).toBe(202);
    expect(await read()).toContain('"the client has answered"');
  });

  it("gets what the server says unasked by its own stream", async () => {
    const { send, post, open, address } = await start();
    const headers = await open();
    const stream = (await fetch(address, { headers })).body?.getReader();
    const asked = send(call("ask", 7), headers);
    expect(Buffer.from((await stream?.read())?.value ?? []).toString()).toContain('"elicitation/create"');
    await post({ jsonrpc: "2.0", id: 1, result: {} }, headers);
    expect(JSON.parse(await (await asked).text())).toMatchObject({ id: 7 });
  });

  it("answers a batch as one", async () => {
    const { post, open } = await start();
    const { text } = await post([call("secret", 1), call("x", 2), call("y", 3)], await open());
    expect(
      JSON.parse(text)
        .map(({ id }: { id: number }) => id)
        .sort(),
    ).toEqual([1, 2, 3]);
  });

  it("belongs to the grant that has opened it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-policy-bridge-"));
    writeFileSync(join(folder, "t.json"), '{"a": "a-token-of-some-length", "b": "b-token-of-some-length"}');
    const { post, open } = await start(await readTokens(join(folder, "t.json")));
    rmSync(folder, { recursive: true });
    const headers = await open({ authorization: "Bearer a-token-of-some-length" });
    expect((await post(call("x"), headers)).status).toBe(200);
    expect((await post(call("x"), { ...headers, authorization: "Bearer b-token-of-some-length" })).status).toBe(404);
  });
});

it.each([
  [
    '{"id":1,"params":{"_meta":{"progressToken":5},"name":"id"}}',
    '{"id":"new","params":{"_meta":{"progressToken":"new"},"name":"id"}}',
  ],
  ['{ "params":{"id":1} , "id" : 12345678901234567890 }', '{ "params":{"id":1} , "id" : "new" }'],
])("a request is renamed, and nothing else changes: %s", (text, renamed) => {
  expect(renameRequest(text, "new")).toBe(renamed);
});
