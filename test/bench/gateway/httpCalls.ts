import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import { callMessage, processorSeconds, startLines } from "./process";
import type { CallSamples } from "./stdioCalls";

/** As over stdio: a gateway runs for as long as its clients, and its first 3,000 calls are those that the engine compiles for. */
const warmUp = 3_000;
const oneByOne = 500;
const together = 2_000;
const underWay = 16;

/** Starts a server over HTTP whose address is said on its first line. */
export async function startUpstream(words: readonly string[]) {
  const server = startLines(words);
  return { url: await server.next(), end: server.end };
}

/** Measures calls over HTTP once: by what `words` start, or without them directly to the server. */
export async function measureHttp(words: readonly string[] | undefined, upstream: string): Promise<CallSamples> {
  const middle = words && (await startMiddle(words));
  const url = middle?.url ?? upstream;
  const agent = new Agent({ keepAlive: true, maxSockets: underWay });
  const post = async (body: string, more: Record<string, string> = {}) => {
    const accept = "application/json, text/event-stream";
    const headers = { "content-type": "application/json", accept, ...more };
    const asked = request(url, { method: "POST", agent, headers });
    asked.end(body);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    let text = "";
    for await (const chunk of answer.setEncoding("utf8")) text += chunk;
    if ((answer.statusCode ?? 0) >= 300) throw new Error(`${answer.statusCode} ${text}`);
    return { answer, text };
  };
  const clientInfo = { name: "bench", version: "1" };
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
  // The SDK's transport knows no calls without a session.
  const { answer } = await post(JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params }));
  const session = answer.headers["mcp-session-id"];
  const known = typeof session === "string" ? { "mcp-session-id": session } : {};
  let id = 0;
  const call = async () => {
    const { text } = await post(callMessage(++id), known);
    if (!text.includes('"ok"')) throw new Error(text);
  };
  const times: number[] = [];
  for (let count = 0; count < warmUp + oneByOne; count++) {
    const startedAt = performance.now();
    await call();
    if (count >= warmUp) times.push(performance.now() - startedAt);
  }
  const usedBefore = middle?.seconds() ?? 0;
  const startedAt = performance.now();
  let left = together;
  const callAll = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: underWay }, callAll));
  const perSecond = together / ((performance.now() - startedAt) / 1_000);
  const microseconds = (((middle?.seconds() ?? Number.NaN) - usedBefore) / together) * 1e6;
  agent.destroy();
  await middle?.end();
  return { times, perSecond: [perSecond], microseconds: [microseconds], megabytes: [] };
}

/** Starts what is in the middle; where it listens is said on a line of either stream. */
async function startMiddle(words: readonly string[]) {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  const url = await new Promise<string>((resolve, reject) => {
    const look = (line: string) => {
      const [found] = /http:\/\/\S+\/mcp/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    };
    for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", look);
    child.once("exit", () => reject(new Error(`It has ended: node ${words.join(" ")}`)));
  });
  return {
    url,
    seconds: () => processorSeconds(child),
    end: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
