/** Rules as people write them first, for tools that no catalogue lists. */
export interface NaiveRule {
  readonly tool: string;
  readonly list: "require" | "deny_if";
  /** The condition: the argument's name, the operator and the value. */
  readonly condition: readonly [name: string, op: string, value: unknown];
  /** The rules that have to show a call. */
  readonly codes: readonly string[];
  /** Arguments of calls that pass, and are stopped once the fixes that are offered are made, one after the other. */
  readonly closed: readonly object[];
}

const rule =
  (list: NaiveRule["list"]) =>
  (tool: string, condition: NaiveRule["condition"], codes: string, ...closed: readonly object[]): NaiveRule => ({
    tool,
    list,
    condition,
    codes: codes.split(" "),
    closed,
  });
const only = rule("require");
const not = rule("deny_if");

export const naiveRules: readonly NaiveRule[] = [
  only("ssh_run", ["command", "regex", "^(ls|cat) "], "command-chaining", { command: "ls ; rm -rf /" }),
  only("ssh_run", ["command", "regex", "git status|git log"], "command-chaining", { command: "id; git log" }),
  not("run_command", ["command", "contains", "rm -rf"], "other-spelling", { command: "rm -fr /srv/data" }),
  not("run_command", ["command", "regex", "(rm -rf|shutdown|mkfs)"], "other-spelling", { command: "/bin/rm -fr /x" }),
  not(
    "run_command",
    ["command", "in", ["rm", "sudo"]],
    "other-spelling",
    { command: "rm -rf /" },
    { command: "sudo id" },
  ),
  not("run_sql", ["sql", "in", ["DROP TABLE users", "SELECT secret"]], "other-spelling", { sql: "drop table users" }),
  not("run_sql", ["sql", "regex", "DROP|DELETE"], "other-spelling", { sql: "delete from users" }),
];
