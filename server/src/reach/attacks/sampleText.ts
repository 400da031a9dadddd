import { RE2JS } from "re2js";
import { compilePattern } from "../../policy/pattern/pattern";
import { compileRe2 } from "../../policy/pattern/re2";
import { type Instruction, opcode, programOf } from "../text/program";

/** Characters that people read easily, in the order in which they are chosen. */
const readable = [..."ax1A0m-_./ @:b"].map((character) => character.codePointAt(0) ?? 0);

/**
 * A short text in which a pattern matches: the shortest way through the engine's own program. undefined where the pattern
 * does not compile, or where what it asks of the places between characters keeps that way from matching.
 */
export function sampleText(source: string): string | undefined {
  const pattern = compilePattern(source);
  if (pattern.kind !== "compiled") return undefined;
  const engine = compileRe2(source);
  const program = engine instanceof RE2JS ? programOf(engine) : undefined;
  if (program === undefined) return undefined;
  const text = shortestWay(program.instructions, program.start);
  return text !== undefined && pattern.matches(text) === true ? text : undefined;
}

interface Step {
  readonly from: number;
  readonly character: string;
}

/** Breadth first: instructions that read no character cost nothing. */
function shortestWay(instructions: readonly Instruction[], start: number): string | undefined {
  const steps = new Map<number, Step | undefined>([[start, undefined]]);
  let level = [start];
  while (level.length > 0) {
    const next: number[] = [];
    const open = [...level].reverse();
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      const instruction = instructions[pc];
      if (instruction === undefined || instruction.op === opcode.fail) continue;
      if (instruction.op === opcode.match) return textTo(pc, steps);
      const isReading = instruction.op >= opcode.rune;
      const targets = isAlternative(instruction) ? [instruction.arg, instruction.out] : [instruction.out];
      for (const target of targets) {
        if (steps.has(target)) continue;
        const character = isReading ? characterOf(instruction) : "";
        if (character === undefined) continue;
        steps.set(target, { from: pc, character });
        if (isReading) next.push(target);
        else open.push(target);
      }
    }
    level = next;
  }
  return undefined;
}

function isAlternative({ op }: Instruction): boolean {
  return op === opcode.alt || op === opcode.altMatch;
}

function textTo(pc: number, steps: ReadonlyMap<number, Step | undefined>): string {
  const characters: string[] = [];
  for (let step = steps.get(pc); step !== undefined; step = steps.get(step.from)) characters.push(step.character);
  return characters.reverse().join("");
}

function characterOf(instruction: Instruction): string | undefined {
  const { op, runes } = instruction;
  if (op === opcode.runeAny || op === opcode.runeAnyNotNewline) return "x";
  const [first] = [runes[0]];
  if (first === undefined) return undefined;
  const codePoint = runes.length === 1 ? first : (readable.find((each) => instruction.matchRune(each)) ?? first);
  return String.fromCodePoint(codePoint);
}
