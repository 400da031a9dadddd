import type { Gate, GatedCall, Ruling } from "../gate";
import { cutElements } from "../json/cutElements";
import { membersOf } from "../json/members";
import { deniedAnswer, refusedAnswer } from "../message/answers";
import type { ClientMessage } from "../message/clientMessage";
import { readClientMessage } from "../message/readClientMessage";
import { eachInOrder } from "./eachInOrder";
import { OpenRequests } from "./openRequests";
import type { Retries } from "./retries";
import { type Answered, serverText } from "./serverText";
import { utf8Of } from "./utf8Of";

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
  readonly #answered: Answered;

  constructor(between: Between) {
    const { gate, retries } = between;
    this.#between = between;
    this.#answered = { gate, retries, open: this.#open };
  }

  /** Decides what of a client's text goes on. Total. A promise only when a decision has to wait. */
  fromClient(bytes: Buffer): Passed | Promise<Passed> {
    const read = readText(bytes, this.#between.carries);
    if ("refused" in read) return nothingPassed(refusedAnswer(read.refused));
    const { text, value } = read;
    if (value === undefined) return onePassed(bytes, undefined, undefined);
    if (!Array.isArray(value)) {
      const handled = this.#one(readClientMessage(text, 0, value));
      return handled instanceof Promise ? handled.then((each) => passedOne(bytes, each)) : passedOne(bytes, handled);
    }
    if (value.some(Array.isArray)) return nothingPassed(refusedAnswer("A batch in a batch is not a message.", -32600));
    return this.#batch(bytes, text, value);
  }

  /** What a server's text becomes: the very same bytes, unless hidden tools were taken out of a list. Total. */
  fromServer(bytes: Buffer): Buffer | Promise<Buffer> {
    if (this.#open.size === 0) return bytes;
    const text = utf8Of(bytes);
    return text === undefined ? bytes : serverText(bytes, text, this.#answered);
  }

  /** Whether something may be taken out of what the server says now. */
  get mayChangeAnswers(): boolean {
    return this.#open.hasList;
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
    return ruled instanceof Promise
      ? ruled.then((ruling) => this.#handle(message, ruling))
      : this.#handle(message, ruled);
  }

  #handle(message: GatedCall["message"], { isForwarded, message: why, reserved }: Ruling): Handled {
    const { id, era } = message;
    if (isForwarded) {
      this.#open.called(message, reserved);
      return { isForwarded, answer: undefined, asks: id };
    }
    // Nobody answers a notification, so a denied one is lost without a word.
    return { isForwarded, answer: id === undefined ? undefined : deniedAnswer(id, why, era), asks: undefined };
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

function passedOne(bytes: Buffer, { isForwarded, answer, asks }: Handled): Passed {
  return onePassed(isForwarded ? bytes : undefined, answer, asks);
}

/** What becomes of a message that is no batch. */
function onePassed(toServer: Buffer | undefined, answer: string | undefined, asks: string | undefined): Passed {
  const toClient = answer === undefined ? none : [answer];
  return { toServer, toClient, isBatch: false, asks: asks === undefined ? none : [asks] };
}

function nothingPassed(answer: string): Passed {
  return onePassed(undefined, answer, undefined);
}

/** The text of some bytes and its value, undefined if it is blank; or why it goes no further, in a sentence. */
function readText(
  bytes: Buffer,
  carries: Between["carries"],
): { readonly text: string; readonly value: unknown } | { readonly refused: string } {
  const text = utf8Of(bytes);
  if (text === undefined) return { refused: "This is not UTF-8 text, so it was not passed on." };
  if (carries === "lines") {
    // Some readers of lines end one here, and would read what is behind it as a message of its own.
    const carriageReturn = text.indexOf("\r");
    if (carriageReturn >= 0 && !(carriageReturn === text.length - 2 && text.endsWith("\n")))
      return {
        refused: "A line has a carriage return in it, which some servers take for its end. It was not passed on.",
      };
  }
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    if (text.trim() === "") return { text, value: undefined };
    return { refused: "This is not JSON that every reader takes alike, so it was not passed on." };
  }
}
