import type { Readable, Writable } from "node:stream";
import type { Child, ChildExit } from "../../mcp/childProcess";
import { refusedAnswer } from "../message/answers";
import type { Exchange, Passed } from "./exchange";
import { type Line, LineSplitter } from "./lineSplitter";
import { Outbox } from "./outbox";
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
  let answered = (): void => {};
  const serverBox = new Outbox(server.stdin);
  const answerBox = new Outbox(client.output);
  const clientBox = new Outbox(client.output);
  const deliver = ({ toServer, toClient, isBatch }: Passed): void => {
    if (toServer !== undefined) serverBox.add(toServer);
    if (toClient.length > 0) answerBox.add(isBatch ? `[${toClient.join(",")}]\n` : `${toClient[0]}\n`);
  };
  const toServer = pumpLines(client.input, [serverBox, answerBox], (line) => {
    if (line === undefined) {
      answerBox.add(`${refusedAnswer(tooLong)}\n`);
      return undefined;
    }
    const passed = exchange.fromClient(line);
    if (passed instanceof Promise) return passed.then(deliver);
    deliver(passed);
    return undefined;
  });
  const look = (line: Line): Buffer | Promise<Buffer> | undefined => {
    const bytes = line && exchange.fromServer(line);
    if (exchange.openRequests === 0) answered();
    return bytes;
  };
  const passOn = (line: Line): Promise<void> | undefined => {
    const bytes = look(line);
    if (bytes instanceof Promise) return bytes.then((each) => clientBox.add(each));
    if (bytes !== undefined) clientBox.add(bytes);
    return undefined;
  };
  // Where nothing can be taken out, the client gets what the server says before it is looked at: it does not wait for that.
  const ahead = { mayGo: () => !exchange.mayChangeAnswers, to: client.output, look };
  const toClient = pumpLines(server.stdout, [clientBox], passOn, ahead);
  const by = await Promise.race([
    toServer.then(() => "client" as const),
    server.exited.then(() => "server" as const),
    // A client that does not read any more has ended as well.
    closed(client.output).then(() => "client" as const),
  ]);
  if (by === "client" && client.output.writable && exchange.openRequests > 0) {
    // What was asked is answered first. A client that does not wait for it sends a signal, which ends the server.
    server.stdin.end();
    const allAnswered = new Promise<void>((resolve) => {
      answered = resolve;
    });
    // Some of it may never be answered: it was cancelled, for instance.
    const late = new Promise<void>((resolve) => setTimeout(resolve, patience).unref());
    await Promise.race([allAnswered, server.exited, late]);
  }
  await server.end();
  client.input.destroy();
  await toClient;
  return { by, exit: await server.exited };
}

/** How long open calls are waited for when the client has closed its stream, in milliseconds. */
const patience = 30_000;

const tooLong = "A line has more than 64 MB, and was not passed on.";

/** Lines that may go on before they are looked at, as long as that is so. */
interface Ahead {
  readonly mayGo: () => boolean;
  readonly to: Writable;
  readonly look: (line: Line) => void;
}

/** Gives each line to a function, and sends what that has put into the boxes; waits only where it has to. */
function pumpLines(
  from: Readable,
  boxes: readonly Outbox[],
  take: (line: Line) => Promise<void> | undefined,
  ahead?: Ahead,
): Promise<void> {
  const splitter = new LineSplitter();
  const flush = async (): Promise<void> => {
    await Promise.all(boxes.map((box) => box.flush()));
  };
  const slowly = async (lines: readonly Line[], waiting: Promise<void>): Promise<void> => {
    // What is decided already does not wait for what is not.
    await flush();
    await waiting;
    for (const line of lines) {
      const next = take(line);
      if (next === undefined) continue;
      await flush();
      await next;
    }
    await flush();
  };
  const takeAll = (lines: readonly Line[]): Promise<void> | undefined => {
    for (let index = 0; index < lines.length; index++) {
      const waiting = take(lines[index]);
      if (waiting !== undefined) return slowly(lines.slice(index + 1), waiting);
    }
    let slow: Promise<void> | undefined;
    for (const box of boxes) {
      const waiting = box.flush();
      if (waiting !== undefined) slow = slow === undefined ? waiting : Promise.all([slow, waiting]).then(() => {});
    }
    return slow;
  };
  const takeChunk = (chunk: Buffer): Promise<void> | undefined => {
    // Whole lines alone: what the end of another one is may be asked for before it comes.
    const isWhole = splitter.isAtStart && chunk[chunk.length - 1] === 10;
    if (ahead === undefined || !isWhole || !ahead.mayGo()) return takeAll(splitter.add(chunk));
    const sent = writeTo(ahead.to, chunk);
    for (const line of splitter.add(chunk)) ahead.look(line);
    return sent;
  };
  return pump(from, takeChunk).then(() => takeAll(splitter.rest()));
}

function closed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.once("close", resolve);
    stream.once("error", () => resolve());
  });
}
