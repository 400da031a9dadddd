import { nameParts } from "../catalogue/nameParts";
import { listOf } from "../policy/words/plain/listOf";
import { quote } from "../policy/words/plain/quote";
import type { Evidence } from "./evidence";
import { worse } from "./severity";
import { isBareVerb, isMoney, isNounLike, type ToolCategory, verbOf } from "./verbs";

/** Words that join two actions of one tool: `create_or_delete_event`. */
const joiners = new Set(["or", "and"]);
/** Verbs whose object decides: with money, they move it. */
const movers = new Set(
  "create make place submit send execute confirm capture process finalize finalise approve initiate issue open new add".split(
    " ",
  ),
);
/** Nouns of trading: closing one moves money. */
const tradeNouns = new Set(["position", "positions", "trade", "trades"]);
/** Nouns that a test only checks: `test_connection` runs nothing. */
const triedNouns = new Set(["connection", "connections", "connectivity", "credential", "credentials", "auth"]);
/** Verbs of reading that run what they are given when nothing says what is read. */
const bareQueries = new Set(["query", "select", "graphql", "sql"]);

/**
 * What a tool's name says about it; undefined when no word of it is a verb that is known. The noun of `container_logs` says
 * nothing where the description begins with a verb, unless it would be worse than writing.
 */
export function nameEvidence(name: string, isDescribed = false): Evidence | undefined {
  const parts = nameParts(name);
  const [first = ""] = parts;
  const lead = leadingVerb(parts, isDescribed);
  if (lead === undefined) return undefined;
  const { word, index } = lead;
  if (parts.length === 1 && bareQueries.has(first)) return said("Execute", first);

  let category: ToolCategory | undefined = lead.category;
  for (const [place, part] of parts.entries())
    if (joiners.has(part)) category = worse(category, verbOf(parts[place + 1] ?? ""));
  if (word === "test" && parts.some((part) => triedNouns.has(part))) category = "Read";
  if (word === "move" && parts.includes("trash")) category = "Destructive";
  // A toggle does each of the actions that it names: `toggle_play_pause`.
  if (word === "toggle") category = [category, ...parts.slice(index + 1).map(actOf)].reduce(worse);
  const noun = parts.find((part, place) => place !== index && isMoney(part));
  const isTrade = word === "close" && parts.some((part) => tradeNouns.has(part));
  if (noun !== undefined && (movers.has(word) || isTrade)) return said("Financial", word, noun);
  return said(category, word);
}

function leadingVerb(
  parts: readonly string[],
  isDescribed: boolean,
): { word: string; index: number; category: ToolCategory } | undefined {
  const [word = ""] = parts;
  const category = verbOf(word);
  if (category !== undefined) return { word, index: 0, category };
  // English names begin with the verb, often after the server's name; others end with it: `message_send`.
  const places = [...parts.keys()];
  const inside = places.filter((index) => !isNounLike(parts[index] ?? ""));
  const second = inside.filter((index) => index === 1);
  const bare = places.filter((index) => isBareVerb(parts[index] ?? ""));
  const others = places.filter((index) => !isDescribed || verbOf(parts[index] ?? "") !== "Write");
  for (const index of [...second, ...inside.toReversed(), ...bare.toReversed(), ...others.toReversed()]) {
    const word = parts[index] ?? "";
    const category = verbOf(word);
    if (category !== undefined) return { word, index, category };
  }
  return undefined;
}

/** A participle is no action: `toggle_simulated_logging`. */
function actOf(part: string): ToolCategory | undefined {
  return part.endsWith("ed") ? undefined : verbOf(part);
}

function said(category: ToolCategory | undefined, ...words: readonly string[]): Evidence {
  return { from: "name", text: `the name says ${listOf(words.map(quote), "and")}`, category };
}
