/** Everything that can stand in an editor, and how it changes there. */
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Mutation, mutate, mutated, mutation } from "./mutations";
import { toolListText, validPolicyText, wellFormedText } from "./policies";
import { anyText, noise, pieces } from "./texts";

/** Any text, most often one that was a policy before something happened to it. */
export const documentText: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: validPolicyText },
  { weight: 8, arbitrary: mutated(validPolicyText, 4) },
  { weight: 2, arbitrary: wellFormedText },
  { weight: 1, arbitrary: mutated(toolListText, 3) },
  { weight: 2, arbitrary: mutated(wellFormedText, 2) },
  { weight: 1, arbitrary: noise },
  { weight: 1, arbitrary: anyText },
);

/** What a person does to a document between two looks of the server. */
export type Edit =
  | { readonly do: "change"; readonly mutations: readonly Mutation[] }
  /** One character after the other. */
  | { readonly do: "type"; readonly at: number; readonly word: string }
  | { readonly do: "undo" }
  | { readonly do: "replace"; readonly text: string };

/** Sequences of edits. */
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant("change" as const),
        mutations: fc.array(mutation, { minLength: 1, maxLength: 2 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("type" as const),
        at: fc.integer({ min: 0, max: 10_000 }),
        word: fc.constantFrom(...pieces.filter((piece) => piece.length < 40), '"b": {"limits": []}, ', '{"a": 1}'),
      }),
    },
    { weight: 2, arbitrary: fc.constant({ do: "undo" as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("replace" as const), text: validPolicyText }) },
  ),
  { maxLength: 8 },
);

/** The texts that follow one another, the first one included. */
export function versionsOf(text: string, sequence: readonly Edit[]): readonly string[] {
  const versions = [text];
  for (const edit of sequence) {
    const current = versions.at(-1) ?? "";
    switch (edit.do) {
      case "change":
        versions.push(edit.mutations.reduce(mutate, current));
        break;
      case "type": {
        const at = Math.floor((current.length * edit.at) / 10_000);
        for (let typed = 1; typed <= edit.word.length; typed++)
          versions.push(current.slice(0, at) + edit.word.slice(0, typed) + current.slice(at));
        break;
      }
      case "undo":
        versions.push(versions.at(-2) ?? current);
        break;
      case "replace":
        versions.push(edit.text);
    }
  }
  return versions;
}

/** Changes a document as an editor sends it: the piece between what both texts have at their start and end. */
export function editTo(document: TextDocument, text: string): TextDocument {
  const before = document.getText();
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
  )
    tail++;
  const version = document.version + 1;
  const range = { start: document.positionAt(start), end: document.positionAt(before.length - tail) };
  const changed = TextDocument.update(document, [{ range, text: text.slice(start, text.length - tail) }], version);
  // No editor can put a cursor between the two characters of a line's end; it would send more.
  return changed.getText() === text ? changed : TextDocument.update(changed, [{ text }], version);
}
