import type { CompletionItemKind, TextEdit } from "vscode-languageserver-types";
import type { About } from "./about";
import type { InsertText, Template, TemplateMember } from "./template";

/** What a completion inserts. */
export type Content =
  /**
   * Members of the innermost object; behind a name that already has a value, only the name of the first. `written` is
   * their text, where it is known already: there can be thousands of tools.
   */
  | { readonly members: readonly TemplateMember[]; readonly written?: InsertText }
  /** A value of a member, or an element of an array. */
  | { readonly value: Template };

/** One thing to insert, before it is known how the text around has to change. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A few words beside the label. */
  readonly detail?: string;
  /** Set apart from the label, at the end of its line. */
  readonly description?: string;
  readonly content: Content;
  /** What is typed to find it; the label in quotes when absent. */
  readonly filter?: string;
  /** Orders the list. */
  readonly sort: string;
  /** What to explain when the item is looked at. */
  readonly about?: About;
  /** Whether the next completion should open by itself, in the placeholder. */
  readonly opensNext?: boolean;
  /** Only where nothing is after the typed name yet: it is more than a name. */
  readonly whole?: boolean;
  /** Edits elsewhere in the text instead of `content`: the typed word is removed. */
  readonly elsewhere?: readonly TextEdit[];
}

/** Things to insert, and whether there are more of them that fit less: the editor then asks again after a letter. */
export interface Offer {
  readonly suggestions: readonly Suggestion[];
  readonly isIncomplete: boolean;
}

/** The place in a list that keeps the order of suggestions, in text that sorts. */
export function sortKey(rank: number, index = 0): string {
  return `${rank}${String(index).padStart(5, "0")}`;
}
