/** The policies that are measured: the same for every engine and in every run. */

/** A policy text, and where the benchmark types in it. Offsets count in the text as it is opened. */
export interface BenchPolicy {
  readonly tools: number;
  readonly text: string;
  /** The number after `"max":` of the last tool: the value that is broken and fixed. */
  readonly value: { readonly start: number; readonly end: number };
  /** The comma before the last tool: without it the outer structure is broken. */
  readonly comma: number;
  /** Inside the name of the last tool. */
  readonly name: number;
  /** Behind the last tool, where a new one would be typed. */
  readonly behind: number;
}

const verbs = ["list", "get", "search", "create", "update", "delete", "send", "export", "run", "approve"];
const things = ["invoice", "customer", "order", "payment", "ticket", "report", "file", "mailbox", "branch", "server"];
const patterns = ["^[a-z0-9-]+$", "^(EUR|USD)$", "@example\\.com$", "^/srv/data/", "^inv_[0-9]{6}$", "^[A-Z]{2}$"];

/** A distinct, plausible tool name for every number. */
export function toolName(index: number): string {
  const verb = verbs[index % verbs.length];
  const thing = things[Math.floor(index / verbs.length) % things.length];
  return `${verb}_${thing}_${index}`;
}

/**
 * A pretty-printed policy without any problem, of a mix of rules as published policies have it: of twenty tools nine
 * are only listed, five have a limit, six have predicates; for forty tools one more is hidden.
 */
export function makePolicy(tools: number): BenchPolicy {
  const rules: Record<string, unknown> = {};
  for (let index = 0; index < tools - 1; index++) rules[toolName(index)] = rulesOf(index);
  const last = toolName(tools - 1);
  rules[last] = { limits: [limit(last, 30)] };
  const policy = {
    version: "1",
    default: "deny",
    hide: Array.from({ length: Math.ceil(tools / 40) }, (_, index) => `hidden_tool_${index}`),
    all_tools: { limits: [limit("all", 600)] },
    tools: rules,
  };
  const text = `${JSON.stringify(policy, null, 2)}\n`;
  const name = text.lastIndexOf(`"${last}": {`);
  const max = text.indexOf('"max": ', name) + '"max": '.length;
  return {
    tools,
    text,
    value: { start: max, end: text.indexOf(",", max) },
    comma: text.lastIndexOf(",", name),
    name: name + 4,
    behind: text.lastIndexOf("    }") + "    }".length,
  };
}

/** The rules of a tool, a pattern that repeats every twenty tools. */
function rulesOf(index: number): object {
  const name = toolName(index);
  const kind = index % 20;
  if (kind === 1 || kind === 5 || kind === 9 || kind === 13 || kind === 17) return { limits: [limit(name, 30 + kind)] };
  switch (kind) {
    case 2:
    case 12:
      return {
        require: [predicate("Only EUR and USD are permitted.", ["args.currency", "in", ["EUR", "USD"]])],
        limits: [limit(name, 10)],
      };
    case 4:
      return {
        require: [
          predicate(
            `Above ${index + 100} a person decides.`,
            ["args.amount", "gte", 0],
            ["args.amount", "lte", index + 100],
          ),
        ],
      };
    case 8:
      return { deny_if: [{ conditions: [], on_deny: "Requires human approval." }] };
    case 14:
      return {
        require: [
          predicate("This target is not permitted.", ["args.target", "regex", patterns[index % patterns.length]]),
        ],
      };
    case 18:
      return {
        require: [
          predicate("Say for which customer.", ["args.customer", "exists", true]),
          predicate("Drafts in our own company only.", ["args.state", "eq", "draft"], ["args.company", "eq", index]),
        ],
        limits: [limit(name, 5)],
      };
    default:
      return {};
  }
}

/** Conditions as people write them without thinking of attackers: one on each kind of argument. */
const naive: readonly (readonly ["require" | "deny_if", string, string, unknown])[] = [
  ["require", "args.path", "regex", "^/srv/share/"],
  ["require", "args.url", "regex", "https://api\\.acme\\.example/.*"],
  ["require", "args.command", "regex", "^(ls|cat|git) "],
  ["require", "args.to", "regex", "@acme\\.example$"],
  ["require", "args.model", "neq", "res.users"],
  ["deny_if", "args.command", "contains", "rm -rf"],
  ["deny_if", "args.sql", "contains", "DROP"],
  ["deny_if", "args.branch", "in", ["main", "master"]],
  ["deny_if", "args.path", "in", ["/etc/passwd", "/etc/shadow"]],
  ["deny_if", "args.url", "contains", "169.254.169.254"],
];

/** A policy of which every tool has a naive condition, beside a bound and a list that differ from tool to tool. */
export function guardedPolicy(count: number): string {
  const tools: Record<string, unknown> = {};
  for (let index = 0; index < count; index++) {
    const name = toolName(index);
    const [list, path, op, value] = naive[index % naive.length] ?? naive[0] ?? ["require", "args.path", "eq", ""];
    const rules: Record<"require" | "deny_if", object[]> = { require: [], deny_if: [] };
    rules[list].push(predicate("Only what is allowed.", [path, op, value]));
    rules.require.push(predicate("This state is not permitted.", ["args.state", "in", ["draft", "open", `s${index}`]]));
    rules.deny_if.push(predicate("Too much at once.", ["args.amount", "gt", index + 100]));
    tools[name] = { ...rules, limits: [limit(name, 30)] };
  }
  return JSON.stringify({ version: "1", default: "deny", tools }, null, 2);
}

/** The policy with other bounds of amounts in as many tools, from the first one on. */
export function withOtherBounds(text: string, count: number): string {
  let left = count;
  return text.replace(/("op": "(?:gt|lte)",\s*"value": )(\d+)/g, (all, before: string, bound: string) =>
    left-- > 0 ? `${before}${Number(bound) + 50}` : all,
  );
}

function predicate(message: string, ...conditions: readonly (readonly [string, string, unknown])[]): object {
  return { conditions: conditions.map(([path, op, value]) => ({ path, op, value })), on_deny: message };
}

function limit(name: string, max: number): object {
  return { counter: `${name}_rate`, window: "minute", max, scope: "grant" };
}
