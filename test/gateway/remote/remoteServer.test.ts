/** A server over HTTP as a gateway over stdio speaks with it. */
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { remoteServer } from "../../../server/src/gateway/remote/remoteServer";
import type { Child } from "../../../server/src/mcp/childProcess";
import { spyUpstream } from "../http/spyUpstream";

let upstream: Awaited<ReturnType<typeof spyUpstream>>;
let server: Child;
let lines: AsyncIterator<string>;
beforeEach(async () => {
  upstream = await spyUpstream();
  server = remoteServer({ url: upstream.url, headers: { authorization: "Bearer t" } });
  lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
});
afterEach(async () => {
  await server.end();
  await upstream.close();
});

const send = (line: string): void => void server.stdin.write(`${line}\n`);
const next = async (): Promise<string> => (await lines.next()).value;

describe("a line", () => {
  it("is the body of a request as it came, and its answer is a line", async () => {
    const line = '{"jsonrpc":"2.0", "id":90071992547409931,"method":"x","params":{"n":1.0,"ö":"\\u2028"}}';
    upstream.answerWith((_, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"id":\n  90071992547409931, "result":{}}\r\n'),
    );
    send(line);
    expect(await next()).toBe('{"id":   90071992547409931, "result":{}}');
    const [request] = upstream.seen;
    expect(request?.body).toBe(`${line}\n`);
    expect(request?.headers).toMatchObject({
      authorization: "Bearer t",
      accept: "application/json, text/event-stream",
      "accept-encoding": "identity",
      "content-type": "application/json",
    });
    expect(Object.keys(request?.headers ?? {}).filter((name) => name.startsWith("mcp-"))).toEqual([]);
  });

  it("is sent when it is the last one and has no line break", async () => {
    upstream.answerWith((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"id":1,"result":{}}'),
    );
    server.stdin.end('{"id":1,"method":"x"}');
    expect(await next()).toBe('{"id":1,"result":{}}');
  });

  it("of 2026-07-28 is described by the headers of its request", async () => {
    const meta = { "io.modelcontextprotocol/protocolVersion": "2026-07-28" };
    send(JSON.stringify({ id: 1, method: "tools/call", params: { name: "größe", _meta: meta } }));
    await next();
    expect(upstream.seen[0]?.headers).toMatchObject({
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "tools/call",
      "mcp-name": `=?base64?${Buffer.from("größe").toString("base64")}?=`,
    });
  });

  it("opens a session of the older revisions, whose name and version go with the next ones, and which is ended", async () => {
    upstream.answerWith(({ method, body }, response) => {
      if (method !== "POST") response.writeHead(405).end();
      else if (!body.includes('"id"')) response.writeHead(202).end();
      else
        response
          .writeHead(200, { "content-type": "application/json", "mcp-session-id": "s1" })
          .end('{"id":1,"result":{"protocolVersion":"2025-06-18"}}');
    });
    send('{"id":1,"method":"initialize"}');
    send('{"method":"notifications/initialized"}');
    await next();
    send('{"id":1,"method":"ping"}');
    await next();
    await server.end();
    const [opening, ...others] = upstream.seen;
    expect(opening?.headers).not.toHaveProperty("mcp-session-id");
    expect(others.map(({ method }) => method).sort()).toEqual(["DELETE", "GET", "POST", "POST"]);
    for (const { headers } of others)
      expect(headers).toMatchObject({ "mcp-session-id": "s1", "mcp-protocol-version": "2025-06-18" });
    expect(await server.exited).toEqual({ kind: "exited", code: 0 });
  });
});

describe("a session", () => {
  const opened = '{"id":1,"result":{"protocolVersion":"2025-06-18"}}';

  it("is open with its answer, although the server keeps the stream open behind it", async () => {
    upstream.answerWith(({ body }, response) => {
      if (body.includes("initialize"))
        response.writeHead(200, { "content-type": "text/event-stream" }).write(`data: ${opened}\n\n`);
      else response.writeHead(200, { "content-type": "application/json" }).end('{"id":2,"result":{}}');
    });
    send('{"id":1,"method":"initialize"}');
    send('{"id":2,"method":"ping"}');
    expect([await next(), await next()]).toEqual([opened, '{"id":2,"result":{}}']);
  });

  it("that the server has ended is said to be so, and another one is opened without its name", async () => {
    let isKnown = true;
    upstream.answerWith(({ body }, response) => {
      const head = { "content-type": "application/json", "mcp-session-id": "s1" };
      if (body.includes("initialize")) response.writeHead(200, head).end(opened);
      else if (isKnown) response.writeHead(200, head).end('{"id":2,"result":{}}');
      else response.writeHead(404, head).end('{"id":null,"error":{"code":1,"message":"No session"}}');
    });
    send('{"id":1,"method":"initialize"}');
    await next();
    isKnown = false;
    send('{"id":2,"method":"ping"}');
    expect(JSON.parse(await next()).error.message).toContain("has ended the session: restart the server");
    send('{"id":1,"method":"initialize"}');
    await next();
    const [, , again] = upstream.seen;
    expect(Object.keys(again?.headers ?? {}).filter((name) => name.startsWith("mcp-"))).toEqual([]);
  });
});

describe("an answer", () => {
  it("that is a stream passes each of its messages", async () => {
    upstream.answerWith((_, response) =>
      response
        .writeHead(200, { "content-type": "text/event-stream" })
        .end(': hi\n\ndata: {"method":"notifications/progress"}\n\ndata: {"id":1,\ndata: "result":{}}\n\n'),
    );
    send('{"id":1,"method":"x"}');
    expect(await next()).toBe('{"method":"notifications/progress"}');
    expect(await next()).toBe('{"id":1, "result":{}}');
  });

  it("that does not come is an error for each request of a batch, by its id as it is written", async () => {
    upstream.answerWith((_, response) => response.writeHead(202).end());
    send('[{"id":1.0,"method":"x"},{"method":"n"},{"id":"a","method":"y"}]');
    const why = `${upstream.url.host} has ended its answer without a result.`;
    expect([await next(), await next()]).toEqual(
      ["1.0", '"a"'].map((id) => `{"jsonrpc":"2.0","id":${id},"error":{"code":-32603,"message":"${why}"}}`),
    );
  });

  it.each([
    [401, "text/plain", "no", " answers with 401, so it wants another header such as Authorization."],
    [307, "text/plain", "", " answers with 307, and with the address https://elsewhere.example/."],
    [
      404,
      "application/json",
      '{"id":null,"error":{"code":1,"message":"No session"}}',
      " answers with 404: No session.",
    ],
  ])("of status %i is an error that says so", async (status, type, body, wanted) => {
    upstream.answerWith((_, response) =>
      response.writeHead(status, { "content-type": type, location: "https://elsewhere.example/" }).end(body),
    );
    send('{"id":1,"method":"x"}');
    const { id, error } = JSON.parse(await next());
    expect([id, error.message]).toEqual([1, `${upstream.url.host}${wanted}`]);
    expect(upstream.seen).toHaveLength(1);
  });

  it("with an error of its own status is passed on", async () => {
    const body = '{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"no"}}';
    upstream.answerWith((_, response) => response.writeHead(400, { "content-type": "application/json" }).end(body));
    send('{"id":1,"method":"x"}');
    expect(await next()).toBe(body);
  });

  it("of nobody says that the server cannot be reached", async () => {
    await upstream.close();
    send('{"id":1,"method":"x"}');
    expect(JSON.parse(await next()).error.message).toContain(
      `${upstream.url.host} cannot be reached: connect ECONNREFUSED`,
    );
    upstream = await spyUpstream();
  });
});

describe("a request that is cancelled", () => {
  it("has its stream closed since 2026-07-28, and the server gets no message", async () => {
    const gone = new Promise<void>((resolve) =>
      upstream.answerWith((_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" }).write(': hi\n\ndata: {"method":"n"}\n\n');
        response.on("close", resolve);
      }),
    );
    send('{"id":1,"method":"x"}');
    await next();
    send('{"method":"notifications/cancelled","params":{"requestId":1}}');
    await gone;
    expect(upstream.seen).toHaveLength(1);
  });
});

it("what the server says unasked comes by a stream of its own", async () => {
  upstream.answerWith(({ method, body }, response) => {
    if (method === "GET")
      response.writeHead(200, { "content-type": "text/event-stream" }).write('data: {"method":"told"}\n\n');
    else if (body.includes("initialized")) response.writeHead(202).end();
    else response.writeHead(200, { "content-type": "application/json" }).end('{"id":1,"result":{}}');
  });
  send('{"id":1,"method":"initialize"}');
  expect(await next()).toBe('{"id":1,"result":{}}');
  send('{"method":"notifications/initialized"}');
  expect(await next()).toBe('{"method":"told"}');
  const ended = once(server.stdout, "end");
  await server.end();
  await ended;
});
