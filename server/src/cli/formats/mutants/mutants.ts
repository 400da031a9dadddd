import { counted } from "../../../policy/words/plain/plural";
import type { Mutant, UnknownMutant } from "../../../reach/mutants/mutant";
import { rangeOf, type Snapshot } from "../../../service/snapshot";
import { asJson, painter, shown } from "../../terminal";

/** The mutants of one policy, and which its tests let live. */
export interface MutantReport {
  /** Path of the policy. */
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly mutants: number;
  readonly killed: number;
  readonly survived: readonly Mutant[];
  readonly notKnown: readonly UnknownMutant[];
  /** What was said of the policy, for programs. */
  readonly notes: readonly string[];
}

/** All reports together, for programs; a range counts from 0, as an editor's does. */
export function mutantsJson(reports: readonly MutantReport[]): string {
  const sum = (of: (report: MutantReport) => number): number => reports.reduce((all, each) => all + of(each), 0);
  return asJson({
    mutants: sum(({ mutants }) => mutants),
    killed: sum(({ killed }) => killed),
    survived: reports.flatMap(({ path, snapshot, survived }) =>
      survived.map(({ edit, span, call }) => ({ file: path, edit, range: rangeOf(snapshot, span), call })),
    ),
    notKnown: reports.flatMap(({ path, notKnown }) => notKnown.map((each) => ({ file: path, ...each }))),
    notes: reports.flatMap(({ notes }) => notes),
  });
}

/** The survivors for a person at a terminal: each with the call that a test has to make. */
export function mutantsText(reports: readonly MutantReport[]): string {
  const paint = painter("out");
  return reports
    .flatMap(({ path, snapshot, mutants, killed, survived, notKnown }) => [
      ...survived.map(({ edit, span, call }) => {
        const { start } = rangeOf(snapshot, span);
        const place = paint("bold", `${shown(path)}:${start.line + 1}:${start.character + 1}:`);
        const times = call.repeat === 1 ? "" : `, ${call.repeat} times`;
        const made = `${call.tool} ${JSON.stringify(call.arguments)}${times}`;
        return `${place} ${paint("yellow", "survived:")} ${shown(edit)}\n  No test notices it. One that does: expect "deny" for ${shown(made)}`;
      }),
      ...notKnown.map(
        ({ edit, why }) => `${shown(path)}: ${paint("yellow", "not known:")} ${shown(edit)}: ${shown(why)}`,
      ),
      `${shown(path)}: ${killed} of ${counted(mutants, "mutant")} killed.`,
    ])
    .join("\n");
}
