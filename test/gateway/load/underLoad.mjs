/** Gateways under load, which say how much memory they hold. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { answerTo, isRight, loadMessage } from "./loadMessages.mjs";

/** So many messages are under way at any time, over stdio and over HTTP. */
const openLines = 100;
const openRequests = 16;

const here = import.meta.dirname;

/**
 * Starts a gateway; `send(count)` sends it so many more messages, and waits for the answers.
 *
 * @param {string} cli the bundle of the command line
 * @param {readonly string[]} words of `gateway`
 */
function startGateway(cli, words) {
  const preload = ["--expose-gc", "--import", join(here, "tellMemory.mjs")];
  const child = spawn(process.execPath, [...preload, cli, "gateway", ...words], {
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-10_000);
  });
  const gone = ended.then(([code]) => {
    throw new Error(`The gateway has ended with ${code}: ${said}`);
  });
  // It is looked at by what waits for the gateway alone.
  gone.catch(() => {});
  return {
    child,
    gone,
    /** @returns {Promise<{ held: number, rss: number }>} In bytes, of what is not garbage. */
    memory: async () => {
      child.send("memory");
      const [told] = await Promise.race([once(child, "message"), gone]);
      return told;
    },
    end: async () => {
      child.kill();
      await ended;
    },
  };
}

/** @type {(cli: string, words: readonly string[]) => Promise<UnderLoad>} */
export async function stdioUnderLoad(cli, words) {
  const { child, gone, memory, end } = startGateway(cli, [
    ...words,
    "--",
    process.execPath,
    join(here, "loadServer.mjs"),
  ]);
  let next = 0;
  let take = (_line) => {};
  createInterface({ input: child.stdout }).on("line", (line) => take(line));
  const sendOne = () => child.stdin.write(`${JSON.stringify(loadMessage(next++))}\n`);
  const send = (count) =>
    Promise.race([
      gone,
      new Promise((resolve, reject) => {
        const last = next + count;
        let missing = count;
        take = (line) => {
          const { id } = JSON.parse(line);
          if (!isRight(id, line)) reject(new Error(`Message ${id} is answered with ${line}`));
          if (next < last) sendOne();
          if (--missing === 0) resolve(undefined);
        };
        for (let open = 0; open < openLines && next < last; open++) sendOne();
      }),
    ]);
  return { send, memory, end };
}

/** @type {(cli: string, words: readonly string[]) => Promise<UnderLoad>} */
export async function httpUnderLoad(cli, words) {
  const upstream = createServer(async (asked, response) => {
    let body = "";
    for await (const chunk of asked.setEncoding("utf8")) body += chunk;
    response.writeHead(200, { "content-type": "application/json" }).end(answerTo(body));
  });
  await new Promise((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${upstream.address().port}/mcp`;
  const { child, gone, memory, end } = startGateway(cli, [...words, "--listen", "0", "--url", url]);
  const [, address] = await Promise.race([
    gone,
    new Promise((resolve) => {
      createInterface({ input: child.stderr }).on("line", (line) => {
        const found = /Listening on (http:\S+?)\.?$/.exec(line);
        if (found) resolve(found);
      });
    }),
  ]);
  const agent = new Agent({ keepAlive: true, maxSockets: openRequests });
  let next = 0;
  const ask = async (number) => {
    const message = loadMessage(number);
    const body = JSON.stringify(message);
    const headers = {
      ...headersOf(message),
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    };
    const answer = await post(address, { method: "POST", agent, headers }, body);
    let text = "";
    for await (const chunk of answer.setEncoding("utf8")) text += chunk;
    if (!isRight(number, text)) throw new Error(`Message ${number} is answered with ${answer.statusCode} ${text}`);
  };
  const send = async (count) => {
    const last = next + count;
    const askAll = async () => {
      while (next < last) await ask(next++);
    };
    await Promise.race([gone, Promise.all(Array.from({ length: openRequests }, askAll))]);
  };
  return {
    send,
    memory,
    end: async () => {
      await end();
      agent.destroy();
      upstream.closeAllConnections();
      await new Promise((resolve) => upstream.close(resolve));
    },
  };
}

/**
 * Sends a request; again where the connection was an old one that the gateway has just closed, as clients do.
 *
 * @returns {Promise<import("node:http").IncomingMessage>}
 */
function post(address, options, body, tries = 5) {
  return new Promise((resolve, reject) => {
    const asked = request(address, options, resolve);
    asked.on("error", (error) => {
      // Node.js does not say of a request that has waited for a connection that the connection is an old one.
      if ("code" in error && error.code === "ECONNRESET" && tries > 1) resolve(post(address, options, body, tries - 1));
      else reject(error);
    });
    asked.end(body);
  });
}

/** A request of 2026-07-28 says in its headers what it is. */
function headersOf({ method, params }) {
  const version = params?._meta?.["io.modelcontextprotocol/protocolVersion"];
  if (version === undefined) return {};
  return { "mcp-protocol-version": version, "mcp-method": method, "mcp-name": params.name };
}

/**
 * @typedef {object} UnderLoad
 * @property {(count: number) => Promise<unknown>} send Sends so many more messages, and waits for the answers.
 * @property {() => Promise<{ held: number, rss: number }>} memory In bytes; `held` is what is not garbage.
 * @property {() => Promise<void>} end
 */
