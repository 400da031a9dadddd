/** Completes a tool name with a catalogue of any size, and looks how long the process is deaf meanwhile. */
import { performance } from "node:perf_hooks";
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import { complete } from "../../server/src/service/completion/completion";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { makePolicy, toolName } from "./policies";
import { answerQuestions } from "./worker";

/** A catalogue of so many tools, and how often it is asked. */
export interface CatalogueQuestion {
  readonly tools: number;
  readonly repetitions: number;
}

/** Milliseconds; sizes of the answer. */
export interface CatalogueResult {
  readonly tools: number;
  /** Reading the catalogue from parsed JSON. */
  readonly read: number;
  readonly everything: CompletionResult;
  /** With a word typed already, `create_invoice`. */
  readonly typed: CompletionResult;
}

export interface CompletionResult {
  readonly first: number;
  readonly warm: readonly number[];
  /** The longest time that nothing else was heard, the making of the JSON included. */
  readonly blocked: number;
  readonly items: number;
  /** Of the answer as JSON; undefined when it is too long to be a text at all. */
  readonly bytes: number | undefined;
}

/** A tool as catalogues describe them. */
function describe(index: number): object {
  const name = toolName(index);
  const category = ["Read", "Read", "Read", "Write", "Write", "Destructive", "Write", "Read", "Execute", "Financial"][
    index % 10
  ];
  return {
    name,
    summary: `What ${name} does, in a sentence.`,
    category,
    risk: category === "Read" ? "Low" : category === "Write" ? "Medium" : category === "Execute" ? "High" : "Critical",
    classification: "derived",
    rationale: "What abuse of it looks like, in a sentence.",
    group: `Group ${index % 200}`,
    inputSchema: {
      type: "object",
      properties: {
        connection: { type: "string", default: "default" },
        amount: { type: "number", description: "Amount." },
      },
    },
    source: "",
  };
}

answerQuestions<CatalogueQuestion, CatalogueResult>(async ({ tools, repetitions }) => {
  const json = { server: { name: "bench" }, tools: Array.from({ length: tools }, (_, index) => describe(index)) };
  const startedAt = performance.now();
  const catalogue = readCatalogue(json);
  const read = performance.now() - startedAt;
  const env = { ...bareEnvironment, catalogue };

  const measure = async (word: string): Promise<CompletionResult> => {
    const { text, behind } = makePolicy(4);
    const key = `,\n    "${word}`;
    const snapshot = snapshotOf(`${text.slice(0, behind)}${key}"${text.slice(behind)}`);
    const times: number[] = [];
    let items = 0;
    let bytes: number | undefined;
    const blocked = await longestGap(async () => {
      for (let repetition = 0; repetition <= repetitions; repetition++) {
        const askedAt = performance.now();
        // Awaited, should it ever answer piece by piece.
        const answer = await complete(snapshot, behind + key.length, env);
        times.push(performance.now() - askedAt);
        items = answer.items.length;
        bytes = lengthAsJson(answer);
        await new Promise(setImmediate);
      }
    });
    return { first: times[0] ?? 0, warm: times.slice(1), blocked, items, bytes };
  };
  const everything = await measure("");
  return { tools, read, everything, typed: await measure("create_invoice") };
});

function lengthAsJson(answer: object): number | undefined {
  try {
    return JSON.stringify(answer).length;
  } catch {
    return undefined;
  }
}

/** The longest time between two turns of the event loop while something works: how long a keystroke would have waited. */
async function longestGap(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let working = true;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (working) setImmediate(look);
  };
  setImmediate(look);
  await work();
  working = false;
  look();
  return longest;
}
