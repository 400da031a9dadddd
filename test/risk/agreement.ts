import { classifyTool } from "../../server/src/risk/classifyTool";
import { riskOf, severities } from "../../server/src/risk/severity";
import type { ToolCategory } from "../../server/src/risk/verbs";

/** A class that somebody has published for a tool. */
export interface PublishedFact {
  readonly server: string;
  readonly tool: string;
  readonly description?: string;
  readonly category: string;
  /** "rationale": the page gives a reason; "keyword": words were matched, with plain mistakes. */
  readonly kind: string;
}

/** How far the product's own judgement agrees with what is published. Shares are from 0 to 1. */
export interface Agreement {
  readonly facts: number;
  readonly servers: number;
  readonly category: number;
  readonly riskWithinOneStep: number;
  /** The lowest share of categories in one of five parts of the servers. */
  readonly worstPart: number;
  /** By published category: how many were put into it, of how many. */
  readonly found: ReadonlyMap<ToolCategory, readonly [found: number, of: number]>;
  /** Execute, Destructive and Financial that were called Read. */
  readonly calledRead: number;
}

const parts = 5;
const riskSteps = ["Low", "Medium", "High", "Critical"];

/** Compares with facts whose category is one that tools are put into. */
export function agreement(all: readonly PublishedFact[]): Agreement {
  const facts = all.flatMap((fact) => {
    const category = severities.find((each) => each === fact.category);
    return category === undefined ? [] : [{ ...fact, category }];
  });
  const servers = [...new Set(facts.map(({ server }) => server))].sort();
  const judged = facts.map((fact) => {
    const { tool, description, category, server } = fact;
    const own = classifyTool({ name: tool, ...(description && { description }) });
    const steps = Math.abs(riskSteps.indexOf(own.risk) - riskSteps.indexOf(riskOf(category)));
    return {
      category,
      own: own.category,
      part: servers.indexOf(server) % parts,
      isNear: riskSteps.includes(own.risk) && steps <= 1,
    };
  });
  const agrees = ({ category, own }: { category: string; own: string }): boolean => category === own;
  return {
    facts: facts.length,
    servers: servers.length,
    category: share(judged, agrees),
    riskWithinOneStep: share(judged, ({ isNear }) => isNear),
    worstPart: Math.min(
      ...Array.from({ length: parts }, (_, part) =>
        share(
          judged.filter((each) => each.part === part),
          agrees,
        ),
      ),
    ),
    found: new Map(
      severities.map((category) => {
        const of = judged.filter((each) => each.category === category);
        return [category, [of.filter(agrees).length, of.length]];
      }),
    ),
    calledRead: judged.filter(({ category, own }) => severities.indexOf(category) >= 2 && own === "Read").length,
  };
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.length === 0 ? 1 : items.filter(holds).length / items.length;
}
