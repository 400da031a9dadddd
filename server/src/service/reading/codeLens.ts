import type { CodeLens, Position } from "vscode-languageserver-types";
import { asFarAsKnown, effectiveState, stateInShort } from "../../catalogue/effectiveState";
import { summarisePolicy, summaryInWords } from "../../catalogue/policySummary";
import type { Member } from "../../policy/model/document";
import { spanOfMember } from "../../policy/model/memberSpan";
import type { Placed } from "../../policy/model/policy";
import { type Span, spanOf } from "../../policy/text/span";
import { grouped } from "../../policy/words/plain/grouped";
import { visibleText } from "../../policy/words/plain/visibleText";
import { chooseServerCommand, simulateCommand } from "../../protocol/clientCommands";
import { review, startOf } from "../diagnostics/review";
import type { Environment } from "../environment";
import { isPolicy, rangeOf, type Snapshot } from "../snapshot";
import { isPlainTool } from "./isPlainTool";

/** Each lens is a line of the editor's own, and editors choke on many thousands: one more says that the rest has none. */
const mostLenses = 2000;

/** Lines above parts of the policy. They are commands of our client, so that other editors get none. */
export function codeLenses(snapshot: Snapshot, environment: Environment, cursor?: Position): CodeLens[] {
  const { clientCommands, settings } = environment;
  if (!clientCommands || snapshot.foreign !== undefined || snapshot.isOversized) return [];
  const named = settings.codeLens.tools ? toolsWithLens(snapshot, environment, cursor) : [];
  return [
    ...(settings.codeLens.summary ? summaryLens(snapshot, environment) : []),
    ...(named.length > mostLenses ? [chooseToolLens(snapshot)] : []),
    ...named.slice(0, mostLenses).map((entry) => toolLens(snapshot, entry)),
  ];
}

/** The tools about which a line tells something: those with rules or findings, and the one at the cursor. */
function toolsWithLens(
  snapshot: Snapshot,
  environment: Environment,
  cursor: Position | undefined,
): readonly Placed<Member>[] {
  const named = snapshot.document.tools.filter(({ value }) => value.name !== "");
  const { annotations } = environment.settings;
  if (annotations === "all") return named;
  const at = cursor && snapshot.textDocument.offsetAt(cursor);
  const isAtCursor = ({ start, end }: Span): boolean => at !== undefined && start <= at && at <= end;
  if (annotations === "minimal") return named.filter((member) => isAtCursor(spanOfMember(member)));
  const places = review(snapshot, environment).map(startOf);
  let next = 0;
  return named.filter((member) => {
    const span = spanOfMember(member);
    // Both are in the order of the text.
    while (next < places.length && (places[next] ?? 0) < span.start) next++;
    const hasFinding = (places[next] ?? Number.POSITIVE_INFINITY) < span.end;
    return hasFinding || !isPlainTool(member.value) || isAtCursor(span);
  });
}

/**
 * On top: what the policy does with all tools. Leads to the list of them; without a catalogue it would say little. Where
 * the server is to be chosen, no tool is completed: it says so and leads to the choice.
 */
function summaryLens(snapshot: Snapshot, { catalogue, server }: Environment): CodeLens[] {
  if (!isPolicy(snapshot)) return [];
  if (server?.choice.kind === "ambiguous")
    return [firstLine("Choose the server that this policy is about…", snapshot.uri, chooseServerCommand)];
  if (catalogue.tools.length === 0) return [];
  return [
    firstLine(summaryInWords(summarisePolicy(snapshot.policy, catalogue), snapshot.policy.refusal), snapshot.uri),
  ];
}

/** Leads to the tools that have no lens. */
function chooseToolLens({ uri }: Snapshot): CodeLens {
  return firstLine(`Simulate any tool… · only the first ${grouped(mostLenses)} have a line like this`, uri);
}

/** Stands on the first line, where no edit of a tool moves it, and lets a person choose a tool, or what `command` does. */
function firstLine(title: string, uri: string, command = simulateCommand): CodeLens {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, command: { title, command, arguments: [{ uri }] } };
}

/** Says what the policy does with calls of a tool, and simulates one. The state is cheap: no need to resolve it later. */
function toolLens(snapshot: Snapshot, { offset, value: { name, key } }: Placed<Member>): CodeLens {
  const state = stateInShort(effectiveState(snapshot.policy, name));
  const words = asFarAsKnown(snapshot.policy, state);
  return {
    range: rangeOf(snapshot, spanOf(key, offset)),
    command: {
      title: visibleText(`Simulate · ${words}`),
      command: simulateCommand,
      arguments: [{ uri: snapshot.uri, tool: name }],
    },
  };
}
