import type { PageMessage, PageState } from "../messages";

/** The parts of the page that open and close. */
export type Foldable = "response" | "assumptions";

/** What the parts of the page are drawn from, and how they talk back. */
export interface Page {
  readonly state: PageState;
  /** The arguments as they stand in the box. */
  readonly text: string;
  readonly send: (message: PageMessage) => void;
  readonly isOpen: (part: Foldable) => boolean;
  readonly setOpen: (part: Foldable, open: boolean) => void;
}
