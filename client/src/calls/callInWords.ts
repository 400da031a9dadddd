import * as l10n from "@vscode/l10n";
import { cut } from "../../../server/src/policy/words/plain/cut";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { grouped } from "../shared/words/grouped";
import { inWindow } from "../shared/words/perWindow";
import { stateName } from "../shared/words/stateName";
import type { LoggedCall } from "./loggedCall";

/** A line below a call that says more of it. */
export interface CallDetail {
  readonly label: string;
  readonly description: string;
  /** Whether it says which text decided. */
  readonly isPlace?: true;
}

/** Longer values are cut in a list. */
const longest = 200;

/** The decision, the count that is nearest to its maximum, and when it was made: a narrow list cuts the end. */
export function callDescription(call: LoggedCall): string {
  return [decisionInWords(call), ...fullestCounter(call), call.time.slice(11, 19)].join(" · ");
}

/** All that the log says of a call, a line for each fact. */
export function callDetails(call: LoggedCall): readonly CallDetail[] {
  const { message, rule, line, counters, grant, time, argumentsText, argumentNames } = call;
  const facts: CallDetail[] = [];
  const add = (label: string, description: string, isPlace?: true): void => {
    facts.push({ label, description: shown(description), ...(isPlace && { isPlace }) });
  };
  if (message !== null) add(l10n.t("Message"), message);
  if (rule !== "") add(l10n.t("Rule"), rule, true);
  if (line !== undefined) add(l10n.t("Decided by"), l10n.t`line ${line} of the policy`, true);
  for (const { key, window, value, max, resetsAt } of counters)
    add(
      l10n.t("Counter"),
      l10n.t`${key}: ${grouped(value)} of ${grouped(max)} ${inWindow(window)}, starts again ${resetsAt.slice(11, 16)} UTC`,
    );
  if (argumentsText !== undefined) add(l10n.t("Arguments"), argumentsText);
  else if (argumentNames.length > 0) add(l10n.t("Arguments"), l10n.t`${argumentNames.join(", ")} (values not kept)`);
  add(l10n.t("Time"), `${time.replace("T", " ").replace(/\.\d+Z$/, "")} UTC`);
  if (grant !== "default") add(l10n.t("Grant"), grant);
  return facts;
}

function decisionInWords({ decision, isForwarded }: LoggedCall): string {
  const word = stateName(decision);
  return isForwarded && decision !== "allow" ? l10n.t`${word}, but passed on` : word;
}

function fullestCounter({ counters }: LoggedCall): string[] {
  const [fullest] = [...counters].sort((a, b) => b.value / b.max - a.value / a.max);
  return fullest === undefined
    ? []
    : [l10n.t`${grouped(fullest.value)} of ${grouped(fullest.max)} ${inWindow(fullest.window)}`];
}

function shown(text: string): string {
  return labelText(cut(text, longest));
}
