import type { Readable, Writable } from "node:stream";
import type { Child, ChildExit } from "../../mcp/childProcess";
import { refusedAnswer } from "../message/answers";
import type { Exchange, Passed } from "./exchange";
import { type Line, LineSplitter } from "./lineSplitter";
import { pump, writeTo } from "./pump";

/** The streams of a client. */
export interface ClientStreams {
  readonly input: Readable;
  readonly output: Writable;
}

/** How a relay came to its end. */
export interface RelayEnd {
  /** Who ended it: the client by closing its stream, or the server by exiting. */
  readonly by: "client" | "server";
  readonly exit: ChildExit;
}

/**
 * Passes lines between a client and a server process until one of them ends, in their order; and ends the server's process
 * group then.
 */
export async function relayStdio(client: ClientStreams, server: Child, exchange: Exchange): Promise<RelayEnd> {
  const toServer = pumpLines(client.input, (line) => {
    if (line === undefined) return writeTo(client.output, `${refusedAnswer(tooLong)}\n`);
    const passed = exchange.fromClient(line);
    return passed instanceof Promise
      ? passed.then((each) => deliver(each, client, server))
      : deliver(passed, client, server);
  });
  const toClient = pumpLines(server.stdout, (line) => {
    if (line === undefined) return undefined;
    const bytes = exchange.fromServer(line);
    return bytes instanceof Promise
      ? bytes.then((each) => writeTo(client.output, each))
      : writeTo(client.output, bytes);
  });
  const by = await Promise.race([
    toServer.then(() => "client" as const),
    server.exited.then(() => "server" as const),
    // A client that does not read any more has ended as well.
    closed(client.output).then(() => "client" as const),
  ]);
  await server.end();
  client.input.destroy();
  await toClient;
  return { by, exit: await server.exited };
}

const tooLong = "A line has more than 64 MB, and was not passed on.";

function deliver(
  { toServer, toClient, isBatch }: Passed,
  client: ClientStreams,
  server: Child,
): Promise<void> | undefined {
  const forwarded = toServer && writeTo(server.stdin, toServer);
  if (toClient.length === 0) return forwarded;
  const answer = writeTo(client.output, isBatch ? `[${toClient.join(",")}]\n` : `${toClient[0]}\n`);
  return forwarded === undefined ? answer : forwarded.then(() => answer);
}

/** Gives each line to a function; waits only where it has to. */
function pumpLines(from: Readable, take: (line: Line) => Promise<void> | undefined): Promise<void> {
  const splitter = new LineSplitter();
  const all = async (lines: readonly Line[], first: number, waiting: Promise<void>): Promise<void> => {
    await waiting;
    for (const line of lines.slice(first)) await take(line);
  };
  const takeAll = (lines: readonly Line[]): Promise<void> | undefined => {
    for (const [index, line] of lines.entries()) {
      const waiting = take(line);
      if (waiting !== undefined) return all(lines, index + 1, waiting);
    }
    return undefined;
  };
  return pump(from, (chunk) => takeAll(splitter.add(chunk))).then(() => takeAll(splitter.rest()));
}

function closed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.once("close", resolve);
    stream.once("error", () => resolve());
  });
}
