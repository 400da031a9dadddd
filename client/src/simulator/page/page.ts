import type { PageMessage, PageState, SelectedCall, TypedFields } from "../state/messages";

/** The parts of the page that open and close. */
export type Foldable = "response" | "assumptions" | "changes" | "counters-table" | "form";

/** What the parts of the page are drawn from, and how they talk back. */
export interface Page {
  readonly state: PageState;
  /** The call whose decision is on show: the selected one, or the one before until its decision is there. */
  readonly shown: SelectedCall | null;
  /** The arguments as they stand in the box. */
  readonly text: string;
  /** What is in the other boxes: the host may not have heard of it yet. */
  readonly typed: TypedFields;
  readonly send: (message: PageMessage) => void;
  readonly isOpen: (part: Foldable) => boolean;
  readonly setOpen: (part: Foldable, open: boolean) => void;
  /** Title of the edit whose lines are shown; null for none. */
  readonly shownChange: string | null;
  readonly showChange: (title: string | null) => void;
  /** Draws the page again, from the same state. */
  readonly redraw: () => void;
  /** Puts the focus on the selected call when the next state has been drawn. */
  readonly focusCall: () => void;
  /** Puts the focus on what can be done with the attacks when they have been drawn. */
  readonly focusAttacks: () => void;
}
