import type { CodeLens } from "vscode-languageserver-types";
import { effectiveState, stateInShort } from "../catalogue/effectiveState";
import { summarisePolicy, summaryInWords } from "../catalogue/policySummary";
import type { Member } from "../policy/document";
import type { Placed } from "../policy/policy";
import { spanOf } from "../policy/span";
import { visibleText } from "../visibleText";
import type { Environment } from "./environment";
import { isPolicy, rangeOf, type Snapshot } from "./snapshot";

/** The command of our client that opens the simulator on a tool. */
export const simulateCommand = "mcpPolicy.simulateCall";

/** Each lens is a line of the editor's own, and editors choke on many thousands: one more says that the rest has none. */
const mostLenses = 2000;

/** Lines above parts of the policy. They are commands of our client, so that other editors get none. */
export function codeLenses(snapshot: Snapshot, environment: Environment): CodeLens[] {
  const { clientCommands, settings } = environment;
  if (!clientCommands || snapshot.foreign !== undefined || snapshot.isOversized) return [];
  const named = snapshot.document.tools.filter(({ value }) => value.name !== "");
  return [
    ...(settings.codeLens.summary ? summaryLens(snapshot, environment) : []),
    ...(settings.codeLens.tools && named.length > mostLenses ? [chooseToolLens(snapshot)] : []),
    ...(settings.codeLens.tools ? named.slice(0, mostLenses).map((entry) => toolLens(snapshot, entry)) : []),
  ];
}

/** On top: what the policy does with all tools. Leads to the list of them; without a catalogue it would say little. */
function summaryLens(snapshot: Snapshot, { catalogue }: Environment): CodeLens[] {
  if (catalogue.tools.length === 0 || !isPolicy(snapshot)) return [];
  return [
    firstLine(summaryInWords(summarisePolicy(snapshot.policy, catalogue), snapshot.policy.refusal), snapshot.uri),
  ];
}

/** Leads to the tools that have no lens. */
function chooseToolLens({ uri }: Snapshot): CodeLens {
  return firstLine(`Simulate any tool… · only the first ${mostLenses} have a line like this`, uri);
}

/** Stands on the first line, where no edit of a tool moves it, and lets a person choose a tool. */
function firstLine(title: string, uri: string): CodeLens {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, command: { title, command: simulateCommand, arguments: [{ uri }] } };
}

/** Says what the policy does with calls of a tool, and simulates one. The state is cheap: no need to resolve it later. */
function toolLens(snapshot: Snapshot, { offset, value: { name, key } }: Placed<Member>): CodeLens {
  const state = stateInShort(effectiveState(snapshot.policy, name));
  const words = snapshot.policy.refusal === undefined ? state : `not known: errors (as written: ${state})`;
  return {
    range: rangeOf(snapshot, spanOf(key, offset)),
    command: {
      title: visibleText(`Simulate · ${words}`),
      command: simulateCommand,
      arguments: [{ uri: snapshot.uri, tool: name }],
    },
  };
}
