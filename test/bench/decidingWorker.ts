/** Decides the same calls with several engines by turns, and says how many a second. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import { Engine } from "json-rules-engine";
import { type Call, decide } from "../../server/src/policy/decide/decide";
import { snapshotOf } from "../../server/src/service/snapshot";
import { toolName } from "./policies";
import { hasBefore } from "./servers";
import { answerQuestions } from "./worker";

/** Calls a second, one sample per round. */
export interface DecidingResult {
  readonly calls: number;
  readonly allowed: number;
  readonly ours: number[];
  readonly oursTraced: number[];
  /** As it was at the commit that we compare ourselves with; empty where that could not be built. */
  readonly before: number[];
  readonly beforeTraced: number[];
  readonly cedar: number[];
  readonly jsonRulesEngine: number[];
  readonly floor: number[];
}

type EngineName = Exclude<keyof DecidingResult, "calls" | "allowed">;

/** Whether calls are allowed: all of them, in order. */
type DecideAll = () => boolean[] | Promise<boolean[]>;

const tools = 180;
const callsPerPass = 1_800;
const rounds = 5;
/** Milliseconds that an engine gets in each round. */
const roundLength = 400;

/** The condition of a tool, by turns of three kinds, and an argument that fulfils it or not. */
interface Rule {
  readonly name: string;
  readonly argument: string;
  readonly op: "lte" | "eq" | "in";
  readonly value: unknown;
  readonly good: unknown;
  readonly bad: unknown;
}

const rules: readonly Rule[] = Array.from({ length: tools }, (_, index): Rule => {
  const name = toolName(index);
  switch (index % 3) {
    case 0:
      return { name, argument: "amount", op: "lte", value: 100 + index, good: 100, bad: 1_000 };
    case 1:
      return { name, argument: "currency", op: "eq", value: "EUR", good: "EUR", bad: "USD" };
    default:
      return { name, argument: "state", op: "in", value: ["draft", "open"], good: "open", bad: "closed" };
  }
});

interface TestCall {
  readonly rule: Rule;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Tools in an order that jumps about; every second call is denied. */
const calls: readonly TestCall[] = Array.from({ length: callsPerPass }, (_, index) => {
  const rule = rules[(index * 37) % tools] as Rule;
  const value = index % 2 === 0 ? rule.good : rule.bad;
  return { rule, args: { connection: "default", [rule.argument]: value as string | number } };
});

const noCounters = new Map();

/** Ours, as it was: a bundle of its own, which run.mjs makes. */
const engineBefore = (): typeof ours => createRequire(join(process.cwd(), "dist/bench/before/"))("./engine.js");

const ours = { decide, snapshotOf };

function decideByUs({ decide, snapshotOf }: typeof ours, trace: boolean): DecideAll {
  const policy = {
    version: "1",
    default: "deny",
    tools: Object.fromEntries(
      rules.map(({ name, argument, op, value }) => [
        name,
        { require: [{ conditions: [{ path: `args.${argument}`, op, value }], on_deny: "Not permitted." }] },
      ]),
    ),
  };
  const snapshot = snapshotOf(JSON.stringify(policy));
  const asked: readonly Call[] = calls.map(({ rule, args }) => ({
    tool: rule.name,
    arguments: args,
    grant: "default",
    at: 0,
  }));
  return () => asked.map((call) => decide(snapshot.policy, call, noCounters, { trace }).outcome === "allow");
}

/** The policy set is parsed once and kept by the engine; the calls are ready as well. */
function decideByCedar(): DecideAll {
  const conditionOf = ({ argument, op, value }: Rule) => {
    const actual = `context.${argument}`;
    const literal = JSON.stringify(value);
    const compared =
      op === "lte"
        ? `${actual} <= ${literal}`
        : op === "eq"
          ? `${actual} == ${literal}`
          : `${literal}.contains(${actual})`;
    return `context has ${argument} && ${compared}`;
  };
  const policies = rules.map(
    (rule) => `permit(principal, action == Action::"${rule.name}", resource) when { ${conditionOf(rule)} };`,
  );
  const parsed = preparsePolicySet("bench", { staticPolicies: policies.join("\n") });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));
  const asked = calls.map(({ rule, args }) => ({
    principal: { type: "Grant", id: "default" },
    action: { type: "Action", id: rule.name },
    resource: { type: "Server", id: "bench" },
    context: args,
    preparsedPolicySetId: "bench",
    entities: [],
  }));
  return () =>
    asked.map((call) => {
      const answer = statefulIsAuthorized(call);
      if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
      return answer.response.decision === "allow";
    });
}

/** One engine per tool, prepared; it answers asynchronously, and has no other way. */
function decideByJsonRulesEngine(): DecideAll {
  const operators = { lte: "lessThanInclusive", eq: "equal", in: "in" } as const;
  const engines = new Map(
    rules.map(({ name, argument, op, value }) => {
      const conditions = { all: [{ fact: argument, operator: operators[op], value }] };
      return [name, new Engine([{ conditions, event: { type: "allow" } }], { allowUndefinedFacts: true })];
    }),
  );
  return async () => {
    const decisions: boolean[] = [];
    for (const { rule, args } of calls) {
      const answer = await engines.get(rule.name)?.run(args);
      decisions.push(answer !== undefined && answer.events.length > 0);
    }
    return decisions;
  };
}

/** The least that anything can do: find the tool, compare. */
function decideByClosures(): DecideAll {
  const closureOf = ({ argument, op, value }: Rule): ((args: TestCall["args"]) => boolean) => {
    if (op === "lte") return (args) => Number(args[argument]) <= Number(value);
    if (op === "eq") return (args) => args[argument] === value;
    const values = new Set(value as unknown[]);
    return (args) => values.has(args[argument]);
  };
  const closures = new Map(rules.map((rule) => [rule.name, closureOf(rule)]));
  return () => calls.map(({ rule, args }) => closures.get(rule.name)?.(args) === true);
}

answerQuestions<object, DecidingResult>(async () => {
  const engines: Readonly<Partial<Record<EngineName, DecideAll>>> = {
    ours: decideByUs(ours, false),
    oursTraced: decideByUs(ours, true),
    ...(hasBefore && { before: decideByUs(engineBefore(), false), beforeTraced: decideByUs(engineBefore(), true) }),
    cedar: decideByCedar(),
    jsonRulesEngine: decideByJsonRulesEngine(),
    floor: decideByClosures(),
  };
  const expected = calls.map((_, index) => index % 2 === 0);
  for (const [name, decideAll] of Object.entries(engines)) {
    const decisions = await decideAll();
    const differs = decisions.findIndex((decision, index) => decision !== expected[index]);
    if (differs >= 0 || decisions.length !== expected.length)
      throw new Error(`${name} decides call ${differs} otherwise`);
  }

  const result: DecidingResult = {
    calls: calls.length,
    allowed: expected.filter((isAllowed) => isAllowed).length,
    ours: [],
    oursTraced: [],
    before: [],
    beforeTraced: [],
    cedar: [],
    jsonRulesEngine: [],
    floor: [],
  };
  const names = Object.keys(engines) as EngineName[];
  // The first round warms up.
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const decideAll = engines[name];
      if (decideAll === undefined) continue;
      const callsASecond = await rateOf(decideAll, slow.has(name) ? 1 : 20);
      if (round > 0) result[name].push(callsASecond);
    }
  return result;
});

/** Of these a single pass takes a while. */
const slow: ReadonlySet<EngineName> = new Set(["cedar", "jsonRulesEngine"]);

/** Calls a second of processor time, so that other work on the machine does not count. */
async function rateOf(decideAll: DecideAll, passesBetweenLooks: number): Promise<number> {
  const startedAt = process.cpuUsage();
  let decided = 0;
  for (;;) {
    // Asking for the time takes a system call, which would count as deciding.
    for (let pass = 0; pass < passesBetweenLooks; pass++) decided += (await decideAll()).length;
    const { user, system } = process.cpuUsage(startedAt);
    const elapsed = (user + system) / 1_000;
    if (elapsed >= roundLength) return (decided / elapsed) * 1000;
  }
}
