import type { Diagnostic } from "vscode-languageserver-types";
import type { ToolEntry } from "../../../../server/src/protocol/tools";
import { callLimit, toRows } from "./callHistory";
import type { PageState, SelectedCall, ToolCard } from "./messages";
import { noticeFor } from "./notices";
import type { Simulation } from "./simulation";
import { timelineOf } from "./timeline";
import { visibleState } from "./visibleState";

const shownProblems = 3;

/** What the page shows of a simulation. */
export function pageState(policyName: string, simulation: Simulation): PageState {
  const { next, calls, result } = simulation;
  return visibleState({
    policyName,
    tool: toolCard(next),
    draft: next.draft,
    check: next.check,
    timeStep: next.timeStep,
    typed: { grant: next.grant, times: next.times, instant: next.instant, revision: next.typedRevision },
    isInstantReadable: next.isInstantReadable,
    changes: possibleChanges(simulation),
    attacks: next.tool === simulation.attacks.tool ? simulation.attacks.shown : null,
    turnedByEdit: simulation.turnedByEdit,
    calls: toRows(calls, result.steps),
    callLimit,
    timeline: timelineOf(result.steps),
    selected: selectedCall(simulation),
    selectedCheck: simulation.selectedCheck,
    problems: {
      total: result.problems.length,
      inWords: result.problemsInWords,
      first: result.problems.slice(0, shownProblems).map(messageOf),
    },
    notice: noticeFor(policyName, simulation.policy, simulation.server.presence, calls.length),
  });
}

function toolCard({ tool, toolFacts, fields }: Simulation["next"]): ToolCard | null {
  return tool === null ? null : { name: tool, facts: toolFacts === null ? null : factsOf(toolFacts), fields };
}

/** Without their edits, which only the host needs. */
function possibleChanges({ changingEdits: { changes } }: Simulation): PageState["changes"] {
  return Array.isArray(changes) ? changes.map(({ edits: _, ...change }) => change) : changes;
}

function factsOf({ summary, category, risk }: ToolEntry): { summary: string; category: string; risk: string } {
  return { summary, category, risk };
}

function selectedCall(simulation: Simulation): SelectedCall | null {
  const index = simulation.selectedCall;
  const call = index === null ? undefined : simulation.calls[index];
  return index === null || call === undefined
    ? null
    : { index, tool: call.tool, at: call.at, grant: call.grant, step: simulation.selectedStep };
}

function messageOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}
