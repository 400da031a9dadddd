import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { counted } from "../../../server/src/policy/words/plain/plural";
import type { ProbeResult } from "../../../server/src/protocol/probe";

type Hole = ProbeResult["tools"][number]["holes"][number];

/** One line of the list of what gets past a policy. */
export interface ProbeLine {
  readonly section: "Gets through" | "The policy as a whole" | "Not known";
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

/** What gets past a policy as lines: calls first, what could not be looked at last. */
export function probeLines({ tools, policy }: ProbeResult): readonly ProbeLine[] {
  const shown = (text: string): string => labelText(text).slice(0, longest);
  const lines: ProbeLine[] = [
    ...tools.flatMap(({ tool, holes }) =>
      holes.map(({ kind, arguments: args, says, range }) => ({
        section: "Gets through" as const,
        label: shown(`${tool} ${JSON.stringify(args)}`),
        description: kind,
        detail: shown(says),
        call: { tool, arguments: args },
        range,
      })),
    ),
    ...policy.map(({ kind, says }) => ({
      section: "The policy as a whole" as const,
      label: kind,
      description: "",
      detail: shown(says),
    })),
    ...tools.flatMap(({ tool, notKnown }) =>
      notKnown.map((why) => ({
        section: "Not known" as const,
        label: shown(tool),
        description: "",
        detail: shown(why),
      })),
    ),
  ];
  return lines.some(({ section }) => section === "Gets through")
    ? lines
    : [
        { section: "Gets through", label: "No call was found", description: "", detail: probeSentence({ tools }) },
        ...lines,
      ];
}

/** How much was found, as a sentence without its full stop. */
export function probeSentence({ tools }: Pick<ProbeResult, "tools">): string {
  const holes = tools.reduce((sum, each) => sum + each.holes.length, 0);
  const blind = tools.filter(({ notKnown }) => notKnown.length > 0).length;
  const judged = blind === 0 ? "" : `, ${blind} judged in part or not at all`;
  return `${counted(tools.length, "tool")} probed, ${counted(holes, "call")} found${judged}`;
}
