import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Asked, askServer, type Progress } from "../../server/src/mcp/askServer";
import { childEnvironment } from "../../server/src/mcp/childEnvironment";
import type { Connection, Patience } from "../../server/src/mcp/connection";
import type { Answer } from "../../server/src/mcp/jsonRpc";
import { openSession } from "../../server/src/mcp/session";

const project = resolve(import.meta.dirname, "../..");
const servers = resolve(import.meta.dirname, "servers");
const published = (name: string): string =>
  resolve(project, "node_modules/@modelcontextprotocol", name, "dist/index.js");

function overStdio(
  args: readonly string[],
  more: { timeout?: number; signal?: AbortSignal; env?: Record<string, string> } = {},
  told?: (progress: Progress) => void,
): Promise<Asked> {
  const program = { command: process.execPath, args, env: childEnvironment(more.env ?? {}) };
  const { timeout = 30_000, signal = new AbortController().signal } = more;
  return askServer({ kind: "command", program }, { timeout, signal }, told);
}

const odd = (way: string, more?: Parameters<typeof overStdio>[1]): Promise<Asked> =>
  overStdio([resolve(servers, "odd.mjs"), way], more);

const names = ({ tools }: Asked): readonly string[] => tools.map(({ name }) => name);

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** Starts a server over HTTP, and resolves with its port when `pattern` has been seen. */
function listening(args: readonly string[], pattern: RegExp, env: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: "pipe", env: childEnvironment(env) });
  started.push(child);
  return new Promise((done, failed) => {
    let text = "";
    const look = (chunk: Buffer): void => {
      text += chunk;
      const found = pattern.exec(text);
      if (found !== null) done(found[1] ?? "");
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("exit", () => failed(new Error(text)));
  });
}

/** A port that is free now. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return String(port);
}

const patience = { timeout: 30_000, signal: new AbortController().signal };

describe("real servers over stdio", () => {
  test.each([
    ["server-everything", [], "echo"],
    ["server-memory", [], "create_entities"],
    ["server-filesystem", [servers], "read_text_file"],
  ])("%s", async (name, args, tool) => {
    const asked = await overStdio([published(name), ...args]);
    expect(names(asked)).toContain(tool);
    expect(asked.protocol).toMatchObject({ transport: "stdio" });
    expect(asked.reported?.name).not.toBe("");
    expect(asked.notes).toEqual([]);
  });

  test("one of the modern era alone", async () => {
    const asked = await overStdio([resolve(servers, "modern.mjs")]);
    expect(names(asked)).toEqual(["list_mail", "send_mail"]);
    expect(asked.protocol).toEqual({ era: "modern", version: "2026-07-28", transport: "stdio" });
    expect(asked.reported).toEqual({ name: "modern-server", version: "2.0.0" });
  });
});

describe("real servers over HTTP", () => {
  test.each(["streamableHttp", "sse"])("server-everything, %s", async (kind) => {
    const port = await freePort();
    await listening([published("server-everything"), kind], /(port)/i, { PORT: port });
    const url = `http://127.0.0.1:${port}/${kind === "sse" ? "sse" : "mcp"}`;
    const asked = await askServer({ kind: "url", url, headers: {} }, patience);
    expect(names(asked)).toContain("echo");
    expect(asked.protocol.transport).toBe(kind === "sse" ? "sse" : "streamable-http");
  });

  test("one of the modern era alone", async () => {
    const port = await listening([resolve(servers, "modern.mjs"), "http"], /^(\d+)\n/);
    const asked = await askServer({ kind: "url", url: `http://127.0.0.1:${port}/mcp`, headers: {} }, patience);
    expect(names(asked)).toEqual(["list_mail", "send_mail"]);
    expect(asked.protocol).toEqual({ era: "modern", version: "2026-07-28", transport: "streamable-http" });
  });
});

describe("odd servers", () => {
  test("lines of a log, logs as requests and requests of its own do not disturb", async () => {
    expect(names(await odd(""))).toEqual(["only"]);
  });

  test("a legacy server that ignores what it does not know is spoken to on the same process", async () => {
    const asked = await odd("ignores what it does not know");
    expect(names(asked)).toEqual(["only"]);
    expect(asked.protocol).toEqual({ era: "legacy", version: "2024-11-05", transport: "stdio" });
  });

  test("every page is read, and told", async () => {
    const told: Progress[] = [];
    const asked = await overStdio([resolve(servers, "odd.mjs"), "pages"], {}, (progress) => told.push(progress));
    expect(names(asked)).toEqual(["t1", "t2", "t3"]);
    expect(told.at(-1)).toEqual({ step: "listing", pages: 3 });
  });

  test("a cursor that comes again ends the list", async () => {
    expect((await odd("same cursor")).notes[0]).toContain("same cursor again");
  });

  test.each([
    ["page without tools", "Page 2 of the list has no tools: some may be missing."],
    [
      "cursor is a number",
      "The server's cursor is not text, so its next page was not asked for: tools may be missing.",
    ],
    ["same cursor", "The server gives the same cursor again: its list has no end, and was cut."],
    ["pages of 20,000", "Only the first 20,000 of 60,000 tools are kept."],
  ])("%s: what is left out is said", async (way, sentence) => {
    const { notes, leftOut } = await odd(way);
    expect(leftOut).toContain(sentence);
    expect(notes).toContain(sentence);
  });

  test("an answer that is none of MCP is not waited for again", async () => {
    await expect(odd("answers with a list")).rejects.toThrow('The server refuses "initialize": no reason given (0).');
  });

  test("no text of a server has a secret that it was given", async () => {
    const env = { TOKEN: 's3cret-"value', MODE: "readonly" };
    await expect(odd("refuses a secret", { env })).rejects.toThrow('refuses "tools/list": bad token <TOKEN> (1).');
    const address = "postgres://me:s3cret-of-db@db.example/app";
    const { tools } = await overStdio([resolve(servers, "odd.mjs"), "prints its values", address], { env });
    expect(tools[0]?.json.description).toBe("readonly: <TOKEN> postgres://me:NOT-STORED@db.example/app");
    expect(tools[0]?.text).not.toContain("s3cret");
    const program = { command: "sh -c TOKEN=s3cret-of-shell", args: [], env: {} };
    await expect(askServer({ kind: "command", program }, patience)).rejects.toThrow(
      'There is no program "sh -c TOKEN=NOT-STORED" here.',
    );
  });

  test("one bad tool does not lose the others", async () => {
    const asked = await odd("bad tool");
    expect(names(asked)).toEqual(["bad", "good"]);
    expect(asked.notes).toContain('Tool "bad" has a description that is null.');
  });

  test("10,000 tools are tools", async () => expect((await odd("10,000 tools")).tools).toHaveLength(10_000));

  test("a huge number keeps its digits", async () => {
    expect((await odd("huge numbers")).tools[0]?.text).toContain('"maximum": 90071992547409931234');
  });

  test("one that ends says why, without the secrets that it prints", async () => {
    const asked = odd("exits", { env: { TOKEN: "s3cret-value" } });
    await expect(asked).rejects.toThrow(
      "The server ended with exit code 3 before it answered. It said: no token: <TOKEN>",
    );
  });

  test("one that stops in the middle", async () => {
    await expect(odd("stops in the middle")).rejects.toThrow("ended with exit code 0 before it answered");
  });

  test("one that has no tools", async () => {
    await expect(odd("refuses")).rejects.toThrow('The server refuses "tools/list": no tools here (-32601).');
  });

  test.each(["silent", "endless lines", "endless line"])("%s: it ends with a sentence", async (way) => {
    await expect(odd(way, { timeout: 200 })).rejects.toThrow("within 0.2 seconds");
  });

  test("what has answered leaves no timer, which would keep a command of the terminal alive", async () => {
    const set = vi.spyOn(globalThis, "setTimeout");
    const cleared = vi.spyOn(globalThis, "clearTimeout");
    await odd("");
    const ended = new Set(cleared.mock.calls.map(([timer]) => timer));
    const left = set.mock.calls.flatMap(([, delay = 0], index) => {
      const timer = set.mock.results[index]?.value as NodeJS.Timeout;
      return delay < 1_000 || ended.has(timer) ? [] : [timer];
    });
    vi.restoreAllMocks();
    expect(left.filter((timer) => timer.hasRef())).toEqual([]);
  });

  test("is cancelled", async () => {
    const stop = new AbortController();
    const asked = odd("silent", { signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toThrow("Cancelled.");
  });
});

test("a modern server that is slow to answer is asked with the headers of its era", async () => {
  let headers: Readonly<Record<string, string>> = {};
  let answer: (answer: Answer) => void = () => {};
  const connection: Connection = {
    transport: "streamable-http",
    setHeaders: (changed) => {
      headers = changed;
    },
    ask: ({ method }) =>
      new Promise((done) => {
        if (method === "server/discover") answer = done;
        // By now the handshake is tried as well.
        else if (method === "initialize") answer({ text: "", json: { result: {} } });
        else done({ text: "", json: { result: headers } });
      }),
    tell: async () => {},
    end: async () => {},
  };
  const session = await openSession(connection, 1);
  const { json } = await session.ask("tools/list", {});
  expect([session.protocol.era, json.result]).toEqual(["modern", { "MCP-Protocol-Version": "2026-07-28" }]);
});

describe("odd servers over HTTP", () => {
  const answering = async (status: number, body: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, headers).end(body);
    }).listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as AddressInfo;
    try {
      return await askServer(
        { kind: "url", url: `http://127.0.0.1:${port}/mcp?token=s3cret-of-address`, headers: { "X-Key": "s3cret" } },
        patience,
      );
    } catch (failure) {
      return (failure as Error).message.replace(String(port), "PORT");
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  test("no message has a secret of a header or an address", async () => {
    const bodies = [
      "refused: s3cret s3cret-of-address",
      '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"s3cret"}}',
    ];
    for (const body of bodies) expect(await answering(400, body)).not.toContain("s3cret");
    expect(await answering(307, "", { location: "https://elsewhere.example/?token=s3cret-of-address" })).toContain(
      "redirects to https://elsewhere.example/?token=NOT-STORED.",
    );
  });

  test("one that wants a login", async () => {
    expect(await answering(401, "{}")).toContain("127.0.0.1:PORT wants a login (HTTP 401). A login is not done here");
  });

  test("a redirect is not followed, since the headers would go along", async () => {
    expect(await answering(307, "", { location: "https://elsewhere.example/mcp" })).toBe(
      "127.0.0.1:PORT redirects to https://elsewhere.example/mcp. Give that address if you trust it.",
    );
  });

  test("a page of the web is no server", async () => {
    expect(await answering(200, "<html>", { "content-type": "text/html" })).toContain("has not answered");
    expect(await answering(404, "<html>")).toBe("127.0.0.1:PORT answers with HTTP 404.");
  });

  describe("events without end", () => {
    const message = `data: ${JSON.stringify({ jsonrpc: "2.0", method: "notifications/message" })}\n\n`;
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" });
      Readable.from(flood()).pipe(response);
    });
    // A signal that only weak references lead to is gone after that, and the reading had no end.
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    function* flood(): Generator<string> {
      for (let pieces = 0; ; pieces++) {
        if (pieces === 5) collectGarbage();
        yield message.repeat(1000);
      }
    }
    const askedUntil = async (most: Patience): Promise<Asked> => {
      const { port } = server.address() as AddressInfo;
      return askServer({ kind: "url", url: `http://127.0.0.1:${port}/mcp`, headers: {} }, most);
    };
    beforeAll(() => new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined))));
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });

    test("end in time", async () => {
      await expect(askedUntil({ ...patience, timeout: 1_000 })).rejects.toThrow("has not answered within 1 seconds");
    });

    test("are cancelled", async () => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 1_000);
      await expect(askedUntil({ ...patience, signal: stop.signal })).rejects.toThrow("Cancelled.");
    });
  });

  test("nobody is there", async () => {
    const url = `http://127.0.0.1:${await freePort()}/mcp`;
    await expect(askServer({ kind: "url", url, headers: {} }, patience)).rejects.toThrow(
      "cannot be reached: ECONNREFUSED",
    );
  });
});
