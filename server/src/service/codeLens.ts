import type { CodeLens } from "vscode-languageserver-types";
import { effectiveState, stateInShort } from "../catalogue/effectiveState";
import type { Member } from "../policy/document";
import type { Placed } from "../policy/policy";
import { spanOf } from "../policy/span";
import type { Environment } from "./environment";
import { rangeOf, type Snapshot } from "./snapshot";

/** The command of our client that opens the simulator on a tool. */
export const simulateCommand = "mcpPolicy.simulateCall";

/** Each lens is a line of the editor's own, and editors choke on many thousands: one more says that the rest has none. */
const mostLenses = 2000;

/** Lines above parts of the policy. They are commands of our client, so that other editors get none. */
export function codeLenses(snapshot: Snapshot, { clientCommands }: Environment): CodeLens[] {
  if (!clientCommands || snapshot.foreign !== undefined) return [];
  const named = snapshot.document.tools.filter(({ value }) => value.name !== "");
  const lenses = named.slice(0, mostLenses).map((entry) => toolLens(snapshot, entry));
  return named.length > mostLenses ? [chooseToolLens(snapshot), ...lenses] : lenses;
}

/** Stands on the first line, where no edit of a tool moves it, and leads to the tools that have no lens. */
function chooseToolLens({ uri }: Snapshot): CodeLens {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    command: {
      title: `Simulate any tool… · only the first ${mostLenses} have a line like this`,
      command: simulateCommand,
      arguments: [{ uri }],
    },
  };
}

/** Says what the policy does with calls of a tool, and simulates one. The state is cheap: no need to resolve it later. */
function toolLens(snapshot: Snapshot, { offset, value: { name, key } }: Placed<Member>): CodeLens {
  return {
    range: rangeOf(snapshot, spanOf(key, offset)),
    command: {
      title: `Simulate · ${stateInShort(effectiveState(snapshot.policy, name))}`,
      command: simulateCommand,
      arguments: [{ uri: snapshot.uri, tool: name }],
    },
  };
}
