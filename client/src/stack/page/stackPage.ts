import type { StackFilter } from "../stackFilter";
import type { RowAction, ShownStack } from "../stackMessages";

/** What is shown of the table; the text is looked for in names. */
export interface PageFilter extends StackFilter {
  readonly text: string;
}

/** What the page is drawn from, and how it talks back. */
export interface StackPage {
  readonly stack: ShownStack;
  readonly filter: PageFilter;
  /** Whether all rows are drawn, however many they are. */
  readonly showsAll: boolean;
  readonly setFilter: (filter: PageFilter) => void;
  readonly showAll: () => void;
  readonly send: (type: "export" | "import") => void;
  /** Something is done with a row of the stack. */
  readonly act: (type: RowAction, index: number) => void;
}
