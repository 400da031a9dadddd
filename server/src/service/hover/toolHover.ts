import { toolBehindService, uncheckedArgument } from "../../catalogue/authorHints";
import type { Risk, Tool } from "../../catalogue/catalogue";
import { asFarAsKnown, type EffectiveState, effectiveState, stateInWords } from "../../catalogue/effectiveState";
import { recommendedRule, recommendedRuleInWords } from "../../catalogue/recommendedRule";
import { codeSpan, commandLink, jsonBlock, plainMarkdown } from "../../policy/words/plain/markdown";
import { simulateCommand } from "../../protocol/clientCommands";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { argumentList } from "./argumentList";
import { paragraphs } from "./prose";
import { registryPage } from "./registryPage";

/** What a tool is, and what the open policy does with it; `attacks` says what gets past its rules. */
export function toolHover(snapshot: Snapshot, name: string, env: Environment, attacks?: string): string | undefined {
  const { catalogue } = env;
  const listed = catalogue.find(name);
  const behind = listed === undefined ? toolBehindService(catalogue, name) : undefined;
  const tool = listed ?? behind;
  const state = effectiveState(snapshot.policy, name);
  const target = { uri: snapshot.uri, tool: name };
  const simulateLink = env.clientCommands ? ` · ${commandLink("Simulate this call", simulateCommand, [target])}` : "";
  return paragraphs(
    `### ${codeSpan(name)}`,
    tool === undefined ? undefined : riskLine(tool),
    `**In this policy: ${plainMarkdown(asFarAsKnown(snapshot.policy, stateInWords(state)))}**${simulateLink}`,
    attacks,
    behind === undefined ? undefined : serviceNote(behind),
    tool === undefined ? unknownNote(catalogue.serverName) : undefined,
    tool === undefined ? undefined : facts(tool),
    tool === undefined ? undefined : uncheckedNote(snapshot, name, tool, state),
    tool === undefined ? undefined : argumentList(tool.inputSchema),
    // Under the name that the policy has to use.
    tool === undefined ? undefined : recommendation({ ...tool, name }),
    pageLink(tool),
  );
}

/** Every tool at once: the entry "*" of `hide`. */
export function everyToolHover(): string {
  return `### Every tool\n\n${codeSpan("*")} hides all tools: none is on the agent's list, and every call is denied.`;
}

/** A symbol beside the word: no colour is needed to tell them apart. */
const riskSymbols: Readonly<Record<Risk, string>> = { Low: "○", Medium: "●", High: "▲", Critical: "■", Unknown: "?" };

const classifications: Readonly<Record<Tool["classification"], string>> = {
  published: "published: as the vendor's registry rates it",
  derived: "derived: a judgement, not a published class",
  "stated by the server": "stated by the server about itself",
  "not known": "its name, description and schema do not say",
};

/** How risky it is, and how that is known. */
export function riskLine({ risk, category, classification }: Tool): string {
  return `${riskSymbols[risk]} **${risk} risk** · ${category} · ${classifications[classification]}`;
}

/** What it does, and why it is risky. */
export function facts({ summary, rationale }: Tool): string | undefined {
  return paragraphs(plainMarkdown(summary), rationale === "" ? undefined : `**Why:** ${plainMarkdown(rationale)}`);
}

function pageLink(tool: Tool | undefined): string | undefined {
  const page = registryPage(tool?.source);
  return page === undefined ? undefined : `[The registry's page](<${page}>)`;
}

/** The rule that is recommended for it, to be copied. */
export function recommendation(tool: Tool): string | undefined {
  const words = `**Recommended:** ${plainMarkdown(recommendedRuleInWords(tool))}`;
  const recommended = recommendedRule(tool);
  switch (recommended.kind) {
    case "none":
      return words;
    case "hide":
      return `${words}\n\n${jsonBlock({ hide: [tool.name] })}`;
    case "rules":
      return Object.keys(recommended.rules).length === 0
        ? `${words}, ${codeSpan("{}")}`
        : `${words}\n\n${jsonBlock({ [tool.name]: recommended.rules })}`;
  }
}

function unknownNote(serverName: string): string {
  const where = serverName === "" ? "in a catalogue" : `in the catalogue of ${plainMarkdown(serverName)}`;
  return `This tool is not ${where}; the policy still applies to it by its exact name.`;
}

function serviceNote(tool: Tool): string {
  return [
    `Through the server's own proxy a sub-service's tool is called ${codeSpan("<service>__<tool>")}, while the registry`,
    `lists bare names. What follows is about ${codeSpan(tool.name)}; the policy applies to the exact name only.`,
  ].join(" ");
}

function uncheckedNote({ policy }: Snapshot, name: string, tool: Tool, state: EffectiveState): string | undefined {
  if (state.kind === "hidden" || state.kind === "denied") return undefined;
  const argument = uncheckedArgument(policy, name, tool.name);
  if (argument === undefined) return undefined;
  const path = codeSpan(`args.${argument.name}`);
  return `**Not checked:** ${path}; ${argument.danger}. A rate limit alone is weak: forbid the argument under ${codeSpan("deny_if")} with ${codeSpan("exists")}.`;
}
