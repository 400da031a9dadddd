import type { Range } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { BenchPolicy } from "./policies";

/** One edit as an editor sends it, and whether the text has a problem afterwards. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
  readonly breaks: boolean;
}

/** Where to type, as the protocol names places. None of the edits here moves a line, but for the half-typed key. */
export interface EditScript {
  /** The n-th edit of the value near the end. Even ones break it, odd ones fix it; no text comes twice. */
  readonly valueEdit: (index: number) => Edit;
  /** The n-th edit of the outer structure: the comma before the last tool goes and comes back. */
  readonly structureEdit: (index: number) => Edit;
  /** Starts a new tool behind the last one: `""`, with the cursor between the quotes. */
  readonly startKey: Edit;
  /** Types the n-th letter of the new key. */
  readonly keyLetter: (index: number) => Edit;
  /** Takes the new key away again, after as many letters. */
  readonly dropKey: (letters: number) => Edit;
  /** Behind the n-th letter. */
  readonly behindLetter: (index: number) => { readonly line: number; readonly character: number };
  /** Inside the name of the last tool. */
  readonly name: { readonly line: number; readonly character: number };
}

const letters = "create_invoice_";
const indent = 4;

/** The edits that are made to a policy. */
export function editScript(policy: BenchPolicy): EditScript {
  const document = TextDocument.create("file:///policy.json", "json", 0, policy.text);
  const value = document.positionAt(policy.value.start);
  const comma = document.positionAt(policy.comma);
  const behind = document.positionAt(policy.behind);
  const keyLine = behind.line + 1;
  const opened = policy.text.slice(policy.value.start, policy.value.end);
  /** What is there after so many edits: 30, -30, 31, -31, 32 … */
  const written = (edits: number) => (edits === 0 ? opened : `${edits % 2 === 0 ? "" : "-"}${30 + (edits >> 1)}`);
  const behindLetter = (index: number) => ({ line: keyLine, character: indent + 2 + index });
  return {
    valueEdit: (index) => ({
      range: { start: value, end: { line: value.line, character: value.character + written(index).length } },
      text: written(index + 1),
      breaks: index % 2 === 0,
    }),
    structureEdit: (index) => {
      const breaks = index % 2 === 0;
      const end = breaks ? { line: comma.line, character: comma.character + 1 } : comma;
      return { range: { start: comma, end }, text: breaks ? "" : ",", breaks };
    },
    startKey: { range: { start: behind, end: behind }, text: `,\n${" ".repeat(indent)}""`, breaks: true },
    keyLetter: (index) => {
      const at = { line: keyLine, character: indent + 1 + index };
      return { range: { start: at, end: at }, text: letters[index % letters.length] ?? "x", breaks: true };
    },
    dropKey: (typed) => ({
      range: { start: behind, end: { line: keyLine, character: indent + 2 + typed } },
      text: "",
      breaks: false,
    }),
    behindLetter,
    name: document.positionAt(policy.name),
  };
}
