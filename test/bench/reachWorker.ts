/** Probes and compares policies in a process of its own: the answer is milliseconds, from the text to the result. */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { readCatalogue } from "../../server/src/catalogue/catalogue";
import odooCatalogue from "../../server/src/catalogue/odoo-claude-mcp.json";
import { comparePolicies } from "../../server/src/service/difference/comparePolicies";
import { bareEnvironment } from "../../server/src/service/environment";
import { probePolicy } from "../../server/src/service/probe/probePolicy";
import { snapshotOf } from "../../server/src/service/snapshot";
import { guardedPolicy, makePolicy, withOtherBounds } from "./policies";
import { answerQuestions } from "./worker";

/** What is asked: the sample or a policy of as many guarded tools is probed, or compared with one that differs. */
export type ReachQuestion =
  | { readonly probe: "sample" | number }
  | { readonly compare: "guarded" | "mixed"; readonly tools: number; readonly differing: number };

export interface ReachAnswer {
  readonly milliseconds: number;
  /** Holes, or calls that are decided differently: a run that finds none has not looked. */
  readonly found: number;
}

const environment = { ...bareEnvironment, catalogue: readCatalogue(odooCatalogue) };

answerQuestions<ReachQuestion, ReachAnswer>(async (question) => {
  if ("probe" in question) {
    const text =
      question.probe === "sample" ? readFileSync("samples/policy.json", "utf8") : guardedPolicy(question.probe);
    return timed(() => probePolicy(snapshotOf(text), environment).tools.flatMap(({ holes }) => holes).length);
  }
  const { compare, tools, differing } = question;
  const before = compare === "guarded" ? guardedPolicy(tools) : makePolicy(tools).text;
  const after = withOtherBounds(before, differing);
  return timed(async () => {
    const old = snapshotOf(before);
    const found = await comparePolicies(old, snapshotOf(after, old.uri, old), environment.catalogue);
    return found.newlyAllowed.length + found.newlyDenied.length;
  });
});

async function timed(work: () => number | Promise<number>): Promise<ReachAnswer> {
  const startedAt = performance.now();
  const found = await work();
  return { milliseconds: performance.now() - startedAt, found };
}
