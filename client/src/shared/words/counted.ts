import * as l10n from "@vscode/l10n";
import { grouped } from "./grouped";

/** What is counted, as sentences for one and for many: a language may have more than an ending to change. */
const words = {
  tool: (count: string, one: boolean) => (one ? l10n.t("1 tool") : l10n.t("{0} tools", count)),
  call: (count: string, one: boolean) => (one ? l10n.t("1 call") : l10n.t("{0} calls", count)),
  server: (count: string, one: boolean) => (one ? l10n.t("1 server") : l10n.t("{0} servers", count)),
  limit: (count: string, one: boolean) => (one ? l10n.t("1 limit") : l10n.t("{0} limits", count)),
  finding: (count: string, one: boolean) => (one ? l10n.t("1 finding") : l10n.t("{0} findings", count)),
  mutant: (count: string, one: boolean) => (one ? l10n.t("1 mutant") : l10n.t("{0} mutants", count)),
  decision: (count: string, one: boolean) => (one ? l10n.t("1 decision") : l10n.t("{0} decisions", count)),
  assumption: (count: string, one: boolean) => (one ? l10n.t("1 assumption") : l10n.t("{0} assumptions", count)),
  "more counter": (count: string, one: boolean) =>
    one ? l10n.t("1 more counter") : l10n.t("{0} more counters", count),
  "more pair": (count: string, one: boolean) => (one ? l10n.t("1 more pair") : l10n.t("{0} more pairs", count)),
} as const;

/** A count with its noun, in the language of the window: "1 call", "2,000 calls". */
export function counted(count: number, noun: keyof typeof words): string {
  return words[noun](grouped(count), count === 1);
}
