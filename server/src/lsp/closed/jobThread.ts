import { parentPort, Worker, workerData } from "node:worker_threads";
import { reasonOf } from "../../policy/words/plain/reasonOf";
import { reading } from "../late/late";
import type { Doer } from "./jobQueue";
import type { Answer, Job } from "./jobs";

/** Whether there are threads: a server in a browser does all in one. */
export const hasThreads = typeof Worker === "function";

/** By this the bundle knows that it was started as the thread. */
const role = "mcp-policy closed files";

/** What the thread may need, in megabytes. A file that takes more is given up, and the thread started again. */
const mostMemory = 256;

/** Milliseconds without a job after which the thread is ended, with all that it holds. */
const idle = 10_000;

/** Does jobs in a thread of its own, one at a time. The thread is started when the first comes. */
export function jobThread(): Doer {
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let settle: ((reply: Reply) => void) | undefined;
  let path = "";
  const stop = (): void => {
    const stopped = worker;
    worker = undefined;
    void stopped?.terminate();
  };
  const start = (): Worker => {
    const started = startThread();
    const fail = (reason: string): void => {
      if (worker !== started) return;
      stop();
      settle?.({ error: `${path} could not be looked at: ${reason}.` });
    };
    started.on("message", (reply: Reply) => settle?.(reply));
    started.on("error", ({ message }) => fail(message));
    started.on("exit", () => fail("its thread has ended"));
    return started;
  };
  return async (job) => {
    clearTimeout(timer);
    path = job.file.path;
    const reply = await new Promise<Reply>((resolve) => {
      settle = resolve;
      worker ??= start();
      try {
        worker.postMessage(job);
      } catch (error) {
        resolve({ error: String(error) });
      }
    });
    settle = undefined;
    timer = setTimeout(stop, idle);
    timer.unref();
    if ("error" in reply) throw new Error(reply.error);
    return reply.answer;
  };
}

type Reply = { readonly answer: Answer } | { readonly error: string };

function startThread(): Worker {
  const thread = new Worker(__filename, {
    workerData: role,
    // The words of the server's command line are about its connection.
    argv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  thread.unref();
  return thread;
}

/** In the thread: does the jobs that come. False in the server itself. */
export function isJobThread(): boolean {
  if (workerData !== role || parentPort === null) return false;
  const port = parentPort;
  port.on("message", (job: Job) => {
    reading("doJob")(job).then(
      (answer) => port.postMessage({ answer }),
      (error: unknown) => port.postMessage({ error: reasonOf(error) }),
    );
  });
  return true;
}
