/**
 * The messages between the extension host and the builder's page. Both sides validate what they receive and ignore what they
 * do not know; the language server looks at each change again.
 */
import type {
  BuilderChange,
  BuilderResult,
  BuilderRow,
  TryConditionResult,
} from "../../../../server/src/protocol/builder";
import { isRecord } from "../../shared/isRecord";

/** The longest text that the page may send at once. */
const longestText = 100_000;

/** Everything that the page shows. */
export interface BuilderState {
  readonly policyName: string;
  readonly policy: BuilderResult;
  /** The tool whose parts are shown; null: the policy as a whole. */
  readonly tool: string | null;
}

/** The state as it is sent. The rows of a thousand tools are long, and often the same as before. */
export interface SentState extends Omit<BuilderState, "policy"> {
  readonly policy: Omit<BuilderResult, "rows"> & { readonly rows: readonly BuilderRow[] | "same" };
}

/** Extension host → page. */
export type HostMessage =
  | { readonly type: "state"; readonly state: SentState }
  /** A change was not made, and why. */
  | { readonly type: "refused"; readonly why: string }
  /** What a condition says of values; `about` is what the page asked. */
  | { readonly type: "tries"; readonly about: string; readonly tries: TryConditionResult["tries"] };

/** A part of what is shown, to be shown in the text. */
export interface ShownPlace {
  readonly kind: "tool" | "finding" | "onlyInText";
  readonly index: number;
}

/** The commands that the page can run. */
export const builderCommands = ["simulate", "probe", "whatChanged", "chooseServer", "text"] as const;

/** A command of the page. */
export type BuilderCommand = (typeof builderCommands)[number];

/** Page → extension host. */
export type PageMessage =
  /** The page listens; the host sends everything. */
  | { readonly type: "ready"; readonly tool: string | null }
  | { readonly type: "select"; readonly tool: string | null }
  | { readonly type: "change"; readonly change: BuilderChange }
  /** A fix of a finding that is shown, by their indices. */
  | { readonly type: "fix"; readonly finding: number; readonly fix: number }
  | {
      readonly type: "try";
      readonly about: string;
      readonly condition: { readonly path: string; readonly op: string; readonly value: unknown };
      readonly samples: readonly string[];
    }
  | { readonly type: "reveal"; readonly place: ShownPlace }
  | { readonly type: "run"; readonly command: BuilderCommand };

/** Reads a message of the page; undefined when it is none that the host knows. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  switch (value.type) {
    case "ready":
    case "select":
      return value.tool === null || isText(value.tool) ? { type: value.type, tool: value.tool } : undefined;
    case "change":
      return isRecord(value.change) && isText(value.change.kind)
        ? { type: "change", change: value.change as unknown as BuilderChange }
        : undefined;
    case "fix":
      return isIndex(value.finding) && isIndex(value.fix)
        ? { type: "fix", finding: value.finding, fix: value.fix }
        : undefined;
    case "try": {
      const { about, condition, samples } = value;
      if (!isText(about) || !isRecord(condition) || !isText(condition.path) || !isText(condition.op)) return undefined;
      if (!Array.isArray(samples) || !samples.every(isText)) return undefined;
      const { path, op } = condition;
      return { type: "try", about, condition: { path, op, value: condition.value }, samples };
    }
    case "reveal": {
      const { place } = value;
      if (!isRecord(place) || !isIndex(place.index)) return undefined;
      const kind = (["tool", "finding", "onlyInText"] as const).find((each) => each === place.kind);
      return kind === undefined ? undefined : { type: "reveal", place: { kind, index: place.index } };
    }
    case "run": {
      const command = builderCommands.find((each) => each === value.command);
      return command === undefined ? undefined : { type: "run", command };
    }
    default:
      return undefined;
  }
}

/** Reads a message of the host; undefined when it is none that the page knows. */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  if (!isRecord(value)) return undefined;
  switch (value.type) {
    case "state":
      return isSentState(value.state) ? { type: "state", state: value.state } : undefined;
    case "refused":
      return isText(value.why) ? { type: "refused", why: value.why } : undefined;
    case "tries":
      return isText(value.about) && Array.isArray(value.tries)
        ? { type: "tries", about: value.about, tries: value.tries }
        : undefined;
    default:
      return undefined;
  }
}

/** The host is trusted to fill in a state completely; this tells a state from anything else. */
function isSentState(value: unknown): value is SentState {
  return (
    isRecord(value) &&
    typeof value.policyName === "string" &&
    isRecord(value.policy) &&
    (value.policy.rows === "same" || Array.isArray(value.policy.rows))
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestText;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
