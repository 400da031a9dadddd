import { isUtf8 } from "node:buffer";
import type { Gate } from "../gate";
import { cutElements } from "../json/cutElements";
import { membersOf } from "../json/members";
import { deniedAnswer, refusedAnswer } from "../message/answers";
import type { ClientMessage } from "../message/clientMessage";
import { readClientMessage } from "../message/readClientMessage";
import { eachInOrder } from "./eachInOrder";
import { OpenRequests } from "./openRequests";
import type { Retries } from "./retries";
import { serverText } from "./serverText";

/** What becomes of a piece of JSON that a client has sent: a message, or a batch. */
export interface Passed {
  /** For the server; undefined: nothing. The very same bytes, unless something was taken out of a batch. */
  readonly toServer: Buffer | undefined;
  /** Answers for the client, each a message. Those of a batch belong into one array. */
  readonly toClient: readonly string[];
  readonly isBatch: boolean;
  /** The texts of the ids of what is forwarded and waits for an answer. */
  readonly asks: readonly string[];
}

/** Who talks to whom. */
export interface Between {
  readonly gate: Gate;
  readonly grant: string;
  readonly retries: Retries;
  /** Whether messages are lines, as over stdio, or bodies, as over HTTP. */
  readonly carries: "lines" | "bodies";
}

/** Between one client and one server, whatever carries their messages. */
export class Exchange {
  readonly #between: Between;
  readonly #open = new OpenRequests();

  constructor(between: Between) {
    this.#between = between;
  }

  /** Decides what of a client's text goes on. Total. A promise only when a decision has to wait. */
  fromClient(bytes: Buffer): Passed | Promise<Passed> {
    const read = readText(bytes, this.#between.carries);
    if ("refused" in read) return nothingPassed(refusedAnswer(read.refused));
    const { text, value } = read;
    if (text.trim() === "") return onePassed(bytes, undefined, undefined);
    if (!Array.isArray(value)) {
      const passed = this.#one(readClientMessage(text, 0, value));
      const whole = ({ isForwarded, answer, asks }: Handled): Passed =>
        onePassed(isForwarded ? bytes : undefined, answer, asks);
      return passed instanceof Promise ? passed.then(whole) : whole(passed);
    }
    if (value.some(Array.isArray)) return nothingPassed(refusedAnswer("A batch in a batch is not a message.", -32600));
    return this.#batch(bytes, text, value);
  }

  /** What a server's text becomes: the very same bytes, unless hidden tools were taken out of a list. Total. */
  fromServer(bytes: Buffer): Buffer | Promise<Buffer> {
    if (this.#open.size === 0 || !isUtf8(bytes)) return bytes;
    const { gate, retries } = this.#between;
    return serverText(bytes, { open: this.#open, retries, gate });
  }

  /** Requests that the server has not answered yet. */
  get openRequests(): number {
    return this.#open.size;
  }

  #one(message: ClientMessage): Handled | Promise<Handled> {
    if (message.kind === "other") {
      this.#open.asked(message);
      const asks = message.method === undefined ? undefined : message.id;
      return { isForwarded: true, answer: undefined, asks };
    }
    const { gate, grant, retries } = this.#between;
    const isRetry = message.kind === "call" && retries.take(message);
    const ruled = gate.decide({ message, grant, isRetry });
    const handle = ({ isForwarded, message: why, reserved }: Awaited<typeof ruled>): Handled => {
      if (isForwarded) this.#open.called(message, reserved);
      const { id, era } = message;
      // Nobody answers a notification, so a denied one is lost without a word.
      if (isForwarded) return { isForwarded, answer: undefined, asks: id };
      return { isForwarded, answer: id === undefined ? undefined : deniedAnswer(id, why, era), asks: undefined };
    };
    return ruled instanceof Promise ? ruled.then(handle) : handle(ruled);
  }

  /** One by one, in their order: an earlier one may use up what a later one needs. */
  #batch(bytes: Buffer, text: string, values: readonly unknown[]): Passed | Promise<Passed> {
    const elements = membersOf(text);
    const handled = eachInOrder(elements, ({ valueStart }, index) =>
      this.#one(readClientMessage(text, valueStart, values[index])),
    );
    const whole = (all: readonly Handled[]): Passed => {
      const toClient = all.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
      const kept = all.filter(({ isForwarded }) => isForwarded).length;
      const passed = { toClient, isBatch: true, asks: all.flatMap(({ asks }) => asks ?? []) };
      if (kept === all.length) return { ...passed, toServer: bytes };
      if (kept === 0) return { ...passed, toServer: undefined };
      const left = cutElements(text, elements, (index) => all[index]?.isForwarded === false);
      return { ...passed, toServer: Buffer.from(left) };
    };
    return handled instanceof Promise ? handled.then(whole) : whole(handled);
  }
}

interface Handled {
  readonly isForwarded: boolean;
  readonly answer: string | undefined;
  readonly asks: string | undefined;
}

const none: readonly string[] = [];

/** What becomes of a message that is no batch. */
function onePassed(toServer: Buffer | undefined, answer: string | undefined, asks: string | undefined): Passed {
  const toClient = answer === undefined ? none : [answer];
  return { toServer, toClient, isBatch: false, asks: asks === undefined ? none : [asks] };
}

function nothingPassed(answer: string): Passed {
  return onePassed(undefined, answer, undefined);
}

/** The text of some bytes and its value; or why it goes no further, in a sentence. */
function readText(
  bytes: Buffer,
  carries: Between["carries"],
): { readonly text: string; readonly value: unknown } | { readonly refused: string } {
  if (!isUtf8(bytes)) return { refused: "This is not UTF-8 text, so it was not passed on." };
  const text = bytes.toString("utf8");
  // Some readers of lines end one here, and would read what is behind it as a message of its own.
  const lastSign = text.endsWith("\r\n") ? text.length - 2 : text.length;
  const carriageReturn = text.indexOf("\r");
  if (carries === "lines" && carriageReturn >= 0 && carriageReturn < lastSign)
    return {
      refused: "A line has a carriage return in it, which some servers take for its end. It was not passed on.",
    };
  if (text.trim() === "") return { text, value: undefined };
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return { refused: "This is not JSON that every reader takes alike, so it was not passed on." };
  }
}
