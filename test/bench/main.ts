/** The benchmark: measures everything in one run, prints the tables and writes docs/BENCHMARKS.md. */
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { measureCatalogues } from "./catalogues";
import { measureCompute } from "./compute";
import { measureDeciding } from "./deciding";
import { measureEditing } from "./editing";
import { measureServers } from "./importedServers";
import { describeMachine, load } from "./machine";
import { measureMass } from "./mass";
import { makePolicy } from "./policies";
import { measureReach } from "./reach";
import { report, tables } from "./report";
import type { Results } from "./results";
import { hasBefore } from "./servers";
import { sizes } from "./sizes";

/** `npm run bench -- --tools=180,1000` measures these sizes only, and writes no document. */
const wanted = process.argv
  .find((word) => word.startsWith("--tools="))
  ?.slice("--tools=".length)
  .split(",")
  .map(Number);

async function measure(): Promise<Results> {
  const editing: Results["editing"][number][] = [];
  const compute: Results["compute"][number][] = [];
  say("deciding");
  const deciding = await measureDeciding();
  say("probing and comparing");
  const reach = await measureReach();
  say("imported servers");
  const servers = await measureServers();
  say("in bulk");
  const mass = await measureMass();
  for (const plan of sizes) {
    if (wanted !== undefined && !wanted.includes(plan.tools)) continue;
    say(`editing ${plan.tools} tools`);
    editing.push(await measureEditing(makePolicy(plan.tools), plan));
    say(`analysis of ${plan.tools} tools`);
    compute.push(await measureCompute(plan));
  }
  say("catalogues");
  return { editing, compute, deciding, reach, servers, mass, catalogues: await measureCatalogues(), hasBefore };
}

const startedAt = performance.now();
function say(step: string): void {
  console.error(`${Math.round((performance.now() - startedAt) / 1000)} s: ${step}`);
}

async function main(): Promise<void> {
  const loadBefore = load();
  const results = await measure();
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(tables(results));
  if (wanted !== undefined) return;
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(
    "docs/BENCHMARKS.md",
    report(results, describeMachine(), { date, minutes, load: `${loadBefore} before, ${load()} after` }),
  );
  say("docs/BENCHMARKS.md is written");
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
