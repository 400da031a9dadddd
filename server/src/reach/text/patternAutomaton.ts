import { type CharSet, NFA, type TransitionIterator } from "refa";
import { anyCharacter, type CharacterKind, charactersOf, kindsOf, maxCharacter, notNewline } from "./characters";
import { assertion, type Instruction, opcode, type Program } from "./program";

/** What is before or after a place in the text: a kind of character, or an end of the text. */
type Side = CharacterKind | "edge";

/** The text so far has led to an instruction, with that behind it; or it has matched, and the rest does not matter. */
type State = { readonly pc: number; readonly before: Side } | "matched";

/** Reachable instructions at a place, through everything that reads no character. */
interface Closure {
  readonly runes: readonly Instruction[];
  readonly matches: boolean;
}

/**
 * The texts in which a pattern matches somewhere, as an automaton: an unanchored search, as the gateway makes it. Assertions
 * such as `^`, `$` and `\b` look at both sides of a place, so that a state also knows the kind of the character before it.
 * @throws TooManyNodesError when it has more states than `mostStates`.
 */
export function patternAutomaton(program: Program, mostStates: number): NFA {
  const iterator = new SearchStates(program).iterator();
  return NFA.fromTransitionIterator(iterator, { maxCharacter }, new NFA.LimitedNodeFactory(mostStates));
}

class SearchStates {
  readonly #program: Program;
  readonly #kinds: ReadonlyMap<CharacterKind, CharSet>;
  readonly #states = new Map<string, State>();
  readonly #closures = new Map<string, Closure>();
  readonly #characters = new Map<Instruction, CharSet>();

  constructor(program: Program) {
    this.#program = program;
    const asked = program.instructions
      .filter(({ op }) => op === opcode.emptyWidth)
      .reduce((bits, { arg }) => bits | arg, 0);
    this.#kinds = kindsOf({
      lines: (asked & (assertion.beginLine | assertion.endLine)) !== 0,
      words: (asked & (assertion.wordBoundary | assertion.noWordBoundary)) !== 0,
    });
  }

  iterator(): TransitionIterator<State> {
    return {
      initial: this.#state(this.#program.start, "edge"),
      getOut: (state) => this.#next(state),
      isFinal: (state) => state === "matched" || this.#closure(state, "edge").matches,
    };
  }

  #next(state: State): ReadonlyMap<State, CharSet> {
    const out = new Map<State, CharSet>();
    const link = (to: State, characters: CharSet): void => {
      if (characters.isEmpty) return;
      const known = out.get(to);
      out.set(to, known === undefined ? characters : known.union(characters));
    };
    if (state === "matched") {
      link("matched", anyCharacter);
      return out;
    }
    for (const [kind, characters] of this.#kinds) {
      const { runes, matches } = this.#closure(state, kind);
      if (matches) {
        link("matched", characters);
        continue;
      }
      // A match may begin at the next place, too; a state other than the start came from one that began before.
      if (state.pc === this.#program.start) link(this.#state(state.pc, kind), characters);
      for (const rune of runes) link(this.#state(rune.out, kind), this.#charactersOf(rune).intersect(characters));
    }
    return out;
  }

  #state(pc: number, before: Side): State {
    const key = `${pc} ${before}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const made: State = { pc, before };
    this.#states.set(key, made);
    return made;
  }

  #closure({ pc, before }: Exclude<State, "matched">, after: Side): Closure {
    const key = `${pc} ${before} ${after}`;
    const known = this.#closures.get(key);
    if (known !== undefined) return known;
    const made = this.#closeOver(pc, assertionsAt(before, after));
    this.#closures.set(key, made);
    return made;
  }

  #closeOver(start: number, holding: number): Closure {
    const seen = new Set<number>();
    const open = [start];
    const runes: Instruction[] = [];
    let matches = false;
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      const instruction = this.#program.instructions[pc];
      if (instruction === undefined || seen.has(pc)) continue;
      seen.add(pc);
      switch (instruction.op) {
        case opcode.alt:
        case opcode.altMatch:
          open.push(instruction.out, instruction.arg);
          break;
        case opcode.capture:
        case opcode.nop:
          open.push(instruction.out);
          break;
        case opcode.emptyWidth:
          if ((instruction.arg & ~holding) === 0) open.push(instruction.out);
          break;
        case opcode.match:
          matches = true;
          break;
        case opcode.fail:
          break;
        default:
          runes.push(instruction);
      }
    }
    return { runes, matches };
  }

  #charactersOf(instruction: Instruction): CharSet {
    const known = this.#characters.get(instruction);
    if (known !== undefined) return known;
    const made = readCharacters(instruction);
    this.#characters.set(instruction, made);
    return made;
  }
}

function readCharacters(instruction: Instruction): CharSet {
  if (instruction.op === opcode.runeAny) return anyCharacter;
  return instruction.op === opcode.runeAnyNotNewline ? notNewline : charactersOf(instruction);
}

/** The assertions that hold between two sides. */
function assertionsAt(before: Side, after: Side): number {
  let bits = 0;
  if (before === "edge") bits |= assertion.beginText | assertion.beginLine;
  if (before === "newline") bits |= assertion.beginLine;
  if (after === "edge") bits |= assertion.endText | assertion.endLine;
  if (after === "newline") bits |= assertion.endLine;
  const isBoundary = (before === "word") !== (after === "word");
  return bits | (isBoundary ? assertion.wordBoundary : assertion.noWordBoundary);
}
