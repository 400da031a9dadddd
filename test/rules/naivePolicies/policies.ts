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
  /** The arguments that the tool is known to take: names, and types where they are no texts; `path!` is required, `sql=query` an alias. */
  readonly takes?: string;
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
/** The same for a tool whose arguments are known. */
const known = (takes: string, each: NaiveRule): NaiveRule => ({ ...each, takes });
const only = rule("require");
const not = rule("deny_if");

const mail = "to subject body cc bcc";

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
  not(
    "fetch",
    ["url", "contains", "169.254.169.254"],
    "other-host-spelling",
    { url: "http://2852039166/latest" },
    { url: "http://0251.0376.0251.0376/" },
    { url: "http://[::ffff:a9fe:a9fe]/" },
  ),
  not(
    "fetch",
    ["url", "regex", "^https?://(localhost|127\\.0\\.0\\.1)"],
    "other-host-spelling",
    { url: "http://LOCALHOST/" },
    { url: "http://2130706433/" },
    { url: "http://127.1/" },
  ),
  not(
    "fetch",
    ["url", "regex", "10\\.0\\.0\\.5|metadata\\.google\\.internal"],
    "other-host-spelling",
    { url: "http://METADATA.google.internal/" },
    { url: "http://167772165/" },
  ),
  not("fetch", ["url", "contains", "internal.acme.com"], "other-host-spelling", { url: "https://INTERNAL.acme.com/" }),
  not("fetch", ["url", "regex", "^file://"], "case-sensitive-denial", { url: "FILE:///etc/passwd" }),
  not("send_email", ["to", "contains", "@competitor.com"], "case-sensitive-denial", { to: "x@Competitor.com" }),
  not("execute_sql", ["sql", "contains", "users"], "case-sensitive-denial", { sql: "SELECT * FROM USERS" }),
  not("write_file", ["path", "contains", ".env"], "case-sensitive-denial", { path: "/app/.ENV" }),
  not(
    "read_file",
    ["path", "regex", "\\.(pem|key)$"],
    "case-sensitive-denial",
    { path: "C:\\x\\a.PEM" },
    { path: "a.KEY" },
  ),
  not(
    "read_file",
    ["path", "in", [".env", "secrets.yml"]],
    "case-sensitive-denial other-path-spelling",
    { path: ".ENV" },
    { path: "./.env" },
    { path: "x/../secrets.yml" },
  ),
  not("powershell", ["script", "contains", "Remove-Item"], "case-sensitive-denial", { script: "remove-item x" }),
  only("read_file", ["path", "regex", "^C:\\\\Users\\\\agent\\\\"], "path-escapes", {
    path: "C:\\Users\\agent\\..\\..\\Windows\\win.ini",
  }),
  not("delete_file", ["path", "eq", "/"], "other-path-spelling", { path: "//" }, { path: "/." }),
  not(
    "git_push",
    ["branch", "regex", "^(main|master)$"],
    "branch-full-name",
    { branch: "refs/heads/main" },
    { branch: "refs/heads/master" },
  ),
  not("git_push", ["branch", "in", ["main", "prod"]], "branch-full-name", { branch: "refs/heads/prod" }),
  not("refund", ["amount", "gt", 100], "negative-amount", { amount: -100 }, { amount: "5000" }),
  only("transfer", ["amount", "lte", 500], "negative-amount", { amount: -500 }),
  not(
    "pay_invoice",
    ["payment.amount_cents", "gte", 10000],
    "negative-amount",
    { payment: { amount_cents: -5 } },
    { payment: { amount_cents: "99999" } },
  ),
  not("place_order", ["qty", "gt", 10], "negative-amount", { qty: -10 }, { qty: "1000" }),
  only("send_email", ["to", "regex", "@(acme|example)\\.com"], "second-recipient", {
    to: "mallory@evil.example, a@acme.com",
  }),
  only("send_email", ["to", "contains", "anna@acme.com"], "second-recipient", {
    to: "mallory@evil.example, anna@acme.com",
  }),
  only("fetch", ["url", "regex", "acme\\.com|example\\.org"], "host-escapes", {
    url: "https://evil.example/?acme.com",
  }),
  not("pg_psql", ["command", "contains", "DROP"], "other-spelling", { command: "drop table users" }),
  not("fetch", ["url", "regex", "^https?://(10|192\\.168)\\."], "case-sensitive-denial", { url: "HTTP://10.0.0.1/" }),
  known(
    mail,
    only(
      "send_email",
      ["to", "regex", "^[\\w.]+@acme\\.com$"],
      "second-recipient",
      { to: "a@acme.com", bcc: "mallory@evil.example" },
      { to: "a@acme.com", cc: "mallory@evil.example" },
    ),
  ),
  known(mail, only("send_email", ["to", "eq", "desk@acme.com"], "second-recipient", { to: "desk@acme.com", cc: "x" })),
  known(
    "to:array cc:array",
    only("send_email", ["to", "contains", "desk@acme.com"], "second-recipient", {
      to: ["desk@acme.com"],
      cc: ["x@evil.example"],
    }),
  ),
  known(
    "query sql=query params:array",
    not("mysql_write", ["query", "regex", "(?i)\\bdrop\\b"], "deny-if-may-not-fire", { sql: "drop" }),
  ),
  known(
    "table name=table",
    not("drop_table", ["name", "in", ["users", "orders"]], "deny-if-may-not-fire", { table: "users" }),
  ),
  known(
    "path remote branch remoteBranch",
    not(
      "git_push",
      ["branch", "in", ["main", "refs/heads/main"]],
      "branch-full-name",
      { branch: "HEAD:main" },
      { branch: "+main" },
      { branch: "feature", remoteBranch: "main" },
    ),
  ),
  known(
    "path remote branch remoteBranch",
    only("git_push", ["branch", "regex", "^agent/[\\w-]+$"], "branch-full-name", {
      branch: "agent/a",
      remoteBranch: "main",
    }),
  ),
  known(
    "remote branch",
    not("git_push_branch", ["branch", "eq", "main"], "branch-full-name", { branch: "x:refs/heads/main" }),
  ),
  only(
    "fetch",
    ["url", "regex", "^https://docs\\.acme\\.com/public/"],
    "path-escapes",
    { url: "https://docs.acme.com/public/../admin" },
    { url: "https://docs.acme.com/public/%2E%2e/admin" },
  ),
  only("fetch", ["url", "regex", "^https://docs\\.acme\\.com/public"], "path-escapes", {
    url: "https://docs.acme.com/public/../admin",
  }),
  only("fetch", ["url", "contains", "https://docs.acme.com/public/"], "path-escapes host-escapes", {
    url: "https://docs.acme.com/public/../admin",
  }),
  known("paths:array", not("read_files", ["paths", "contains", "/etc/"], "path-escapes")),
  known(
    "paths:array",
    not("read_files", ["paths", "contains", ".env"], "case-sensitive-denial path-escapes other-path-spelling"),
  ),
  known("paths:array", only("read_files", ["paths", "contains", "/srv/share/a.txt"], "path-escapes")),
  known("urls:array", not("crawl", ["urls", "contains", "intranet.acme.com"], "host-escapes")),
  known("emails:array", not("invite", ["emails", "contains", "@rival.com"], "second-recipient")),
  not("send_email", ["to", "eq", "all@acme.com"], "case-sensitive-denial", { to: "all@ACME.com" }),
  known(
    "source! destination!",
    only(
      "move_file",
      ["source", "regex", "^/srv/share/"],
      "path-escapes",
      { source: "/srv/share/../../etc/passwd" },
      { source: "/srv/share/a", destination: "/etc/passwd" },
      { source: "/srv/share/a", destination: "/srv/share/../../etc/passwd" },
    ),
  ),
  known(
    "from to",
    only("rename_file", ["to", "regex", "^/srv/share/[\\w-]+$"], "path-escapes", {
      from: "/etc/passwd",
      to: "/srv/share/a",
    }),
  ),
  not("push_files", ["repo", "in", ["acme/payments"]], "case-sensitive-denial", {
    repo: "Acme/Payments",
  }),
  only("delete_many", ["filter", "exists", true], "empty-text-passes"),
];
