import { checkCall } from "../../policy/decide/checkCall";
import type { CheckedCall } from "../../policy/decide/checkedCall";
import { toolPlan } from "../../policy/decide/toolPlan";
import { defaultAssumptions } from "../../policy/model/assumptions";
import type { Policy } from "../../policy/model/policy";
import { readRecordedLine } from "../../service/simulation/recordedCall";
import { ambiguous, type CheckedPiece } from "./checkedPiece";
import type { LogPiece } from "./logPieces";

/** A line of more characters is not replayed; what it costs to read one has to have a bound. */
export const longestLine = 4_000_000;

/** What every call of a policy that is not in force, and every call that passes, comes to. */
const passed: CheckedCall = { denial: undefined, doubt: undefined, unreadable: undefined, used: [] };

/** Gives each value a number, in the order in which they come. */
class Numbers<Value> {
  readonly values: Value[] = [];
  readonly #known = new Map<unknown, number>();

  /** The number of a value that something stands for. */
  of(key: unknown, make: () => Value): number {
    let number = this.#known.get(key);
    if (number === undefined) {
      number = this.values.push(make()) - 1;
      this.#known.set(key, number);
    }
    return number;
  }
}

/** Reads the lines of a piece and checks their calls: the first half of a replay, which any thread can do. */
export function checkPiece(policy: Policy, { bytes, isTooLong }: LogPiece): CheckedPiece {
  const instants: number[] = [];
  const calls: number[] = [];
  const tools = new Numbers<string>();
  const grants = new Numbers<string>();
  const checks = new Numbers<CheckedCall>();
  const unreadable: { line: number; why: string }[] = [];
  const notes: CheckedPiece["notes"][number][] = [];
  let otherMessages = 0;
  let lines = 0;
  checks.of(passed, () => passed);

  const checked = (tool: string, args: unknown): number => {
    const found = checkCall(
      policy,
      toolPlan(policy, tool),
      { tool, arguments: args },
      policy.reading ?? defaultAssumptions,
    );
    const { denial, doubt, unreadable: why, used } = found;
    if (denial === undefined && doubt === undefined && why === undefined) return 0;
    const plain = () => ({ denial, doubt, unreadable: why, used });
    // One that has a decision is the same object for all calls that come out so.
    return checks.of(found.decision === undefined ? JSON.stringify(found) : found, plain);
  };
  const readLine = (line: string): void => {
    for (const read of readRecordedLine(line)) {
      if (read.kind === "other") otherMessages++;
      else if (read.kind === "unreadable") unreadable.push({ line: lines, why: read.why });
      else {
        for (const code of read.notes) notes.push({ line: lines, code });
        const { tool, arguments: args, isRetry, grant = "default", isAmbiguous, at } = read;
        instants.push(at ?? Number.NaN);
        const outcome = isAmbiguous ? ambiguous : checked(tool, args);
        calls.push(
          lines,
          tools.of(tool, () => tool),
          grants.of(grant, () => grant),
          outcome,
          isRetry ? 1 : 0,
        );
      }
    }
  };

  // A mark of the byte order stays, and is trimmed with the blanks of its line.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end - start > longestLine) unreadable.push({ line: lines, why: tooLong });
    else {
      const line = text.slice(start, end).trim();
      if (line !== "") readLine(line);
    }
    lines++;
    start = end + 1;
  }
  if (isTooLong) unreadable.push({ line: lines++, why: tooLong });
  return {
    lines,
    instants: new Float64Array(instants),
    calls: new Uint32Array(calls),
    tools: tools.values,
    grants: grants.values,
    checks: checks.values,
    otherMessages,
    unreadable,
    notes,
  };
}

const tooLong = "line too long";
