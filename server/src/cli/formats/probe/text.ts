import { counted, plural } from "../../../policy/words/plain/plural";
import type { Probe, ProbedTool } from "../../../service/probe/probePolicy";
import { painter, shown } from "../../terminal";

/** What gets past a policy, for a person at a terminal: each call as `simulate --args` takes it. */
export function probeText({ tools, policy, notKnown }: Probe, path: string): string {
  const paint = painter("out");
  if (notKnown !== null) return `${paint("yellow", "not known")}: ${shown(notKnown)}`;
  const holes = tools.reduce((sum, each) => sum + each.holes.length, 0);
  const blind = tools.filter((each) => each.notKnown.length > 0).length;
  return [
    ...tools.flatMap((each) => toolLines(each, path)),
    ...(policy.length === 0
      ? []
      : [paint("bold", "The policy as a whole"), ...policy.map(({ says }) => `  ${shown(says)}`), ""]),
    `${counted(tools.length, "tool")} probed, ${counted(holes, "call")} found that ${plural(holes, "gets", "get")} through${blind === 0 ? "" : `, ${blind} judged in part or not at all`}.`,
  ].join("\n");
}

function toolLines({ tool, holes, notKnown }: ProbedTool, path: string): readonly string[] {
  if (holes.length === 0 && notKnown.length === 0) return [];
  const paint = painter("out");
  return [
    paint("bold", shown(tool)),
    ...holes.flatMap(({ kind, arguments: args, says, range: { start } }) => [
      `  ${paint("red", "gets through")}  ${shown(JSON.stringify(args))}`,
      `    ${shown(path)}:${start.line + 1}:${start.character + 1}: ${shown(says)} ${paint("gray", `(${kind})`)}`,
    ]),
    ...notKnown.map((why) => `  ${paint("yellow", "not known")}     ${shown(why)}`),
    "",
  ];
}
