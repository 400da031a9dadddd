import * as l10n from "@vscode/l10n";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import type { ProbeResult } from "../../../server/src/protocol/probe";
import { counted } from "../shared/words/counted";

type Hole = ProbeResult["tools"][number]["holes"][number];

/** One line of the list of what gets past a policy. */
export interface ProbeLine {
  /** The heading that it is below. */
  readonly section: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The call that gets through; undefined where there is none to make. */
  readonly call?: { readonly tool: string; readonly arguments: object };
  /** The condition. */
  readonly range?: Hole["range"];
}

/** Longer texts are cut in a list. */
const longest = 300;

/** What was asked about: tools, or one condition of one. */
export type Probed = "tools" | "condition";

/** What gets past a policy as lines: calls first, what could not be looked at last. */
export function probeLines({ tools, policy }: ProbeResult, probed: Probed = "tools"): readonly ProbeLine[] {
  const shown = (text: string): string => labelText(text, longest);
  const lines: ProbeLine[] = [
    ...tools.flatMap(({ tool, holes }) =>
      holes.map(({ kind, arguments: args, says, range }) => ({
        section: l10n.t("Gets through"),
        label: shown(`${tool} ${JSON.stringify(args)}`),
        description: kind,
        detail: shown(says),
        call: { tool, arguments: args },
        range,
      })),
    ),
    ...policy.map(({ kind, says }) => ({
      section: l10n.t("The policy as a whole"),
      label: noteTitle(kind),
      description: "",
      detail: shown(says),
    })),
    ...tools.flatMap(({ tool, notKnown }) =>
      notKnown.map((why) => ({
        section: l10n.t("Not known"),
        label: shown(tool),
        description: "",
        detail: shown(why),
      })),
    ),
  ];
  return tools.some(({ holes }) => holes.length > 0)
    ? lines
    : [
        {
          section: l10n.t("Gets through"),
          label: l10n.t("No call was found"),
          description: "",
          detail: probeSentence({ tools }, probed),
        },
        ...lines,
      ];
}

/** How much was found, as a sentence without its full stop. */
export function probeSentence({ tools }: Pick<ProbeResult, "tools">, probed: Probed = "tools"): string {
  const holes = tools.reduce((sum, each) => sum + each.holes.length, 0);
  const blind = tools.filter(({ notKnown }) => notKnown.length > 0).length;
  const judged = blind === 0 ? "" : l10n.t`, ${blind} judged in part or not at all`;
  if (probed === "condition") return l10n.t`1 condition probed, ${counted(holes, "call")} found${judged}`;
  return l10n.t`${counted(tools.length, "tool")} probed, ${counted(holes, "call")} found${judged}`;
}

/** What a note about the policy as a whole is about; a newer server may have other kinds. */
function noteTitle(kind: string): string {
  switch (kind) {
    case "any-arguments":
      return l10n.t("Arguments are not checked");
    case "no-limit":
      return l10n.t("No limit");
    case "default-allow":
      return l10n.t("Tools that are not listed are allowed");
    case "reads-and-sends":
      return l10n.t("One tool reads, another one sends");
    case "same-act":
      return l10n.t("Another tool does the same");
    case "credential-argument":
      return l10n.t("A secret is an argument");
    case "deny-list":
      return l10n.t("Only forbidden values are named");
    default:
      return kind;
  }
}
