import type {
  BuilderChange,
  BuilderDetail,
  BuilderRow,
  TryConditionResult,
} from "../../../../server/src/protocol/builder";
import type { BuilderState, PageMessage } from "../state/messages";
import type { Filters, Line } from "../state/shownRows";

/** What the parts of the page are drawn from, and how they talk back. */
export interface Page {
  readonly state: BuilderState;
  readonly filters: Filters;
  readonly lines: readonly Line[];
  /** Index into the lines: the line that the keyboard is on. */
  readonly active: number;
  readonly marked: ReadonlySet<string>;
  /** Why the last change was not made; "" when it was. */
  readonly refused: string;
  /** How many changes were refused: fields that show what was typed are drawn again. */
  readonly refusals: number;
  /** The height of the list that is on the screen, and how far it is scrolled. */
  readonly scrolled: number;
  readonly height: number;
  /** What a condition says of values, by its place. */
  readonly tries: ReadonlyMap<string, TryConditionResult["tries"]>;
  readonly samples: string;
  readonly send: (message: PageMessage) => void;
  readonly change: (change: BuilderChange) => void;
  readonly filter: (filters: Partial<Filters>) => void;
  readonly activate: (line: number) => void;
  readonly mark: (tools: readonly string[], marked: boolean) => void;
  readonly clearRefusal: () => void;
  readonly setSamples: (samples: string) => void;
  readonly scrolledTo: () => void;
  /** Puts the focus into the parts of the chosen tool, or back into the list. */
  readonly focus: (part: "list" | "detail" | "search") => void;
}

/** The parts that are on show, when they are those of the chosen tool: the answer may be on its way. */
export function detailOf({ state }: Page): BuilderDetail | null {
  const { detail } = state.policy;
  return detail !== null && detail.tool === state.tool ? detail : null;
}

/** The row of the chosen tool. */
export function rowOf({ state }: Page): BuilderRow | undefined {
  return state.policy.rows.find(({ name }) => name === state.tool);
}
