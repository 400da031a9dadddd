import { goText } from "../text/printedForm";
import type { Span } from "../text/span";
import { scanPattern } from "./patternTokens";

/** A pattern of Go's as the engine takes it. */
export interface Translation {
  /** The same pattern, in the engine's dialect. */
  readonly engine: string;
  /**
   * A pattern that the engine compiles exactly when it compiles the other one, and that matches the empty text exactly
   * when that one does; but that compiles in linear time, since it repeats nothing and has no large classes.
   */
  readonly shape: string;
}

/**
 * Translates a pattern, valid or not, for the engine, which differs from Go in three things (spec §2, "Conditions"): two
 * groups must not have the same name, a `[:` without `:]` is no two characters, and class names. `classes` says what
 * the engine calls each Unicode class.
 */
export function translatePattern(source: string, classes: readonly (Span & { readonly text: string })[]): Translation {
  const text = goText(source);
  const engine = rewriting(text);
  const shape = rewriting(text);
  const both = (start: number, end: number, newText: string): void => {
    engine.replace(start, end, newText);
    shape.replace(start, end, newText);
  };
  let nextClass = 0;
  const replaceUnicode = (start: number, end: number): void => {
    engine.replace(start, end, classes[nextClass++]?.text ?? text.slice(start, end));
    // Where a \p may stand a \d may, and nowhere else.
    shape.replace(start, end, "\\d");
  };
  let letters: Span = { start: 0, end: 0 };
  const endLetters = (): void => {
    // What follows may repeat the last letter.
    if (letters.end - letters.start > 2) shape.replace(letters.start + 1, letters.end - 1, "");
    letters = { start: 0, end: 0 };
  };
  scanPattern(text, {
    token: (kind, start, end) => {
      if (kind === "literal" && /^[A-Za-z]$/.test(text.slice(start, end))) {
        letters = { start: letters.end === start ? letters.start : start, end };
        return;
      }
      endLetters();
      const piece = text.slice(start, end);
      if (/^\(\?P?<\w+>$/.test(piece)) both(start, end, "(");
      else if (/^\(\?.*i/.test(piece)) shape.replace(start, end, piece.replaceAll("i", "s"));
      else if (kind === "repeat" && piece.startsWith("{")) shape.replace(start, end, onceOrNever(piece));
      else if (/^\\[pP]/.test(piece)) replaceUnicode(start, end);
    },
    member: (kind, start, end) => {
      endLetters();
      if (kind === "unicode") replaceUnicode(start, end);
      else if (kind === "bracket") both(start, end, "\\[");
    },
  });
  endLetters();
  return { engine: engine.text(), shape: shape.text() };
}

/** A repetition with smaller counts, valid and possibly empty when the other one is. */
function onceOrNever(repetition: string): string {
  const [, least = "", comma = "", most = "", lazy = ""] = /^\{(\d+)(?:(,)(\d*))?\}(\??)$/.exec(repetition) ?? [];
  if (Number(least) > 1000 || Number(most) > 1000 || (most !== "" && Number(most) < Number(least))) return repetition;
  const small = (count: string): string => (count === "" ? "" : Number(count) === 0 ? "0" : "1");
  return `{${small(least)}${comma}${small(most)}}${lazy}`;
}

/** A copy of a text, with pieces replaced from its start to its end. */
function rewriting(source: string) {
  let done = "";
  let from = 0;
  return {
    replace: (start: number, end: number, newText: string): void => {
      done += source.slice(from, start) + newText;
      from = end;
    },
    text: (): string => done + source.slice(from),
  };
}
