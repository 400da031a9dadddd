import { describe, expect, test } from "vitest";
import { JobQueue, longestHere, type Places } from "../../../server/src/lsp/closed/jobQueue";
import type { Job } from "../../../server/src/lsp/closed/jobs";

const fileOf = (name: string, size: number) => ({ uri: `file:///${name}`, path: `/${name}`, size });
const tools = (name: string, size = 1): Extract<Job, { kind: "tools" }> => ({
  kind: "tools",
  file: fileOf(name, size),
});
const check = (name: string, size = 1) =>
  ({ kind: "check", file: fileOf(name, size), environment: {} }) as Extract<Job, { kind: "check" }>;

/** Places that write down what happens in which order: "|" when others have their turn. */
function diary(overrides: Partial<Places> = {}) {
  const lines: string[] = [];
  const note = (where: string) => async (job: Job) => {
    lines.push(`${where} ${job.file.path.slice(1)}`);
    return [];
  };
  const othersTurn = async () => void lines.push("|");
  return { lines, queue: new JobQueue({ here: note("here"), elsewhere: note("elsewhere"), othersTurn, ...overrides }) };
}

describe("closed policies", () => {
  test("C2 never keep requests waiting for more than one small file", async () => {
    const { lines, queue } = diary();
    const sizes = [1, longestHere, longestHere + 1, 1_000_000, 20, longestHere, longestHere];
    await Promise.all(sizes.map((size, index) => queue.do(check(`${index}:${size}`, size))));
    let bytes = 0;
    let most = 0;
    for (const line of lines) {
      const [where, name = ""] = line.split(" ");
      bytes = where === "|" ? 0 : where === "here" ? bytes + Number(name.split(":")[1]) : bytes;
      most = Math.max(most, bytes);
    }
    expect(most).toBe(longestHere);
    expect(lines.filter((line) => line.startsWith("elsewhere"))).toHaveLength(2);
  });

  test("C2 are read one at a time, whatever is asked for at once", async () => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [];
    };
    const { queue } = diary({ here: slow, elsewhere: slow });
    await Promise.all(Array.from({ length: 100 }, (_, index) => queue.do(tools(String(index), index * 5_000))));
    expect(most).toBe(1);
  });

  test("C2 that a person waits for come before those that are checked by the way", async () => {
    const { lines, queue } = diary();
    await Promise.all([queue.do(check("a")), queue.do(check("b")), queue.do(tools("c"))]);
    expect(lines.filter((line) => line !== "|")).toEqual(["here a", "here c", "here b"]);
  });

  test("that fail are their own failure alone", async () => {
    const { queue } = diary({
      here: (job) => (job.kind === "check" ? Promise.reject(new Error("no")) : Promise.resolve([])),
    });
    const [failed, answered] = await Promise.allSettled([queue.do(check("a")), queue.do(tools("b"))]);
    expect([failed.status, answered.status]).toEqual(["rejected", "fulfilled"]);
    await expect(queue.do(tools("c"))).resolves.toEqual([]);
  });
});
