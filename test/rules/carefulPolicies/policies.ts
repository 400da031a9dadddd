/** Policies as careful people write them: each rule is closed, or says on purpose that it looks for a part. */
type Rules = { require?: object[]; deny_if?: object[]; limits?: object[] };

const entry = (path: string, op: string, value: unknown): object => ({
  conditions: [{ path: `args.${path}`, op, value }],
  on_deny: `A person looks at other values of ${path}.`,
});
const only = (path: string, op: string, value: unknown): Rules => ({ require: [entry(path, op, value)] });
const not = (path: string, op: string, value: unknown): Rules => ({ deny_if: [entry(path, op, value)] });
const per = (window: string, max: number): Rules => ({
  limits: [{ counter: `calls_${window}`, window, max, scope: "grant" }],
});
const all = (...rules: Rules[]): Rules => {
  const joined: Rules = {};
  for (const list of ["require", "deny_if", "limits"] as const) {
    const entries = rules.flatMap((each) => each[list] ?? []);
    if (entries.length > 0) joined[list] = entries;
  }
  return joined;
};
const never: Rules = { deny_if: [{ conditions: [], on_deny: "Requires human approval." }] };

const noDots = (path: string): Rules => not(path, "regex", "(^|/)\\.\\.(/|$)");

/** By server: the tools of each policy. */
export const carefulPolicies: Readonly<Record<string, readonly Readonly<Record<string, Rules>>[]>> = {
  filesystem: [
    { read_file: all(only("path", "regex", "^/srv/share/"), noDots("path")), list_directory: {} },
    { read_file: only("path", "regex", "^/srv/share/[\\w-]+\\.txt$"), write_file: never },
    { read_text_file: all(only("path", "regex", "^/home/agent/"), not("path", "contains", "..")) },
    { search_files: all(only("path", "eq", "/srv/docs"), only("pattern", "eq", "*.md")), get_file_info: {} },
    {
      read_file: all(not("path", "regex", "(?i)(^|/)\\.(env|ssh|aws)(/|$)"), per("minute", 60)),
      edit_file: all(only("path", "regex", "\\.md$"), per("minute", 10)),
    },
  ],
  github: [
    { get_file_contents: all(only("owner", "eq", "acme"), only("repo", "in", ["web", "api"])), list_issues: {} },
    { push_files: all(only("branch", "regex", "^agent/[a-z0-9-]+$"), per("hour", 20)) },
    { push_files: not("branch", "in", ["main", "refs/heads/main"]), search_code: per("minute", 30) },
    {
      create_or_update_file: all(not("path", "regex", "^\\.github/"), only("branch", "eq", "drafts"), per("hour", 30)),
    },
    {
      create_pull_request: all(only("base", "eq", "develop"), only("draft", "eq", true), per("hour", 5)),
      merge_pull_request: never,
    },
  ],
  slack: [
    { slack_post_message: all(only("channel_id", "in", ["C024BE91L", "C024BE92M"]), per("minute", 5)) },
    { slack_get_channel_history: not("limit", "gt", 100), slack_list_channels: {} },
    { slack_reply_to_thread: all(not("text", "regex", "(?i)<!(channel|here|everyone)>"), per("hour", 60)) },
    { slack_add_reaction: only("reaction", "in", ["eyes", "white_check_mark"]), slack_get_users: {} },
    {
      slack_post_message: all(
        only("text", "regex", "^\\[bot\\] "),
        not("text", "contains", "@channel"),
        per("day", 100),
      ),
    },
  ],
  postgres: [
    { query: all(only("sql", "regex", "(?i)^\\s*select\\s[^;]*$"), per("minute", 30)) },
    {
      query: all(not("sql", "regex", "(?i)\\b(drop|truncate|delete|update|insert|alter|grant)\\b"), per("minute", 60)),
    },
    { query: only("sql", "in", ["select count(*) from orders", "select now()"]) },
    { query: all(only("sql", "regex", "(?i)^select\\b"), not("sql", "contains", ";")) },
    {
      query: all(
        only("sql", "regex", "(?i)^select\\s.*\\slimit \\d+$"),
        not("sql", "regex", "(?i)\\bpassword\\b"),
        not("sql", "contains", ";"),
      ),
    },
  ],
  git: [
    { git_status: only("path", "in", ["/work/web", "/work/api"]), git_log: not("maxCount", "gt", 200) },
    {
      git_push: all(
        only("branch", "regex", "^agent/[\\w-]+$"),
        only("remote", "eq", "origin"),
        not("force", "eq", true),
      ),
    },
    { git_clone: all(only("url", "regex", "^https://github\\.com/acme/[\\w-]+\\.git$"), per("hour", 10)) },
    { git_checkout: not("target", "regex", "^(refs/heads/)?(main|release)$"), git_reset: never },
    { git_branch: only("mode", "in", ["list", "show-current"]), git_commit: not("noVerify", "eq", true) },
  ],
  asana: [
    { asana_get_task: {}, asana_create_task: all(only("project_id", "eq", "1200000000000001"), per("hour", 30)) },
    { asana_create_task: all(only("due_on", "regex", "^20\\d\\d-\\d\\d-\\d\\d$"), per("hour", 30)) },
    { asana_update_task: not("completed", "eq", true), asana_search_tasks: only("workspace", "eq", "1100") },
    { asana_search_tasks: all(not("text", "regex", "(?i)\\bsalary\\b"), per("minute", 30)) },
    { asana_delete_tag: never, asana_get_task: per("minute", 60) },
  ],
  calendar: [
    { "list-events": only("calendarId", "eq", "primary"), "get-current-time": {} },
    { "create-event": all(only("sendUpdates", "eq", "none"), per("day", 20)) },
    {
      "create-event": all(
        not("attendees", "exists", true),
        only("calendarId", "in", ["primary", "team"]),
        per("hour", 5),
      ),
    },
    { "update-event": all(only("calendarId", "eq", "agent@example.com"), per("hour", 10)), "delete-event": never },
    { "list-events": all(only("timeMin", "regex", "^20\\d\\d-\\d\\d-\\d\\dT"), only("timeMax", "exists", true)) },
  ],
  firecrawl: [
    { firecrawl_scrape: all(only("url", "regex", "^https://docs\\.example\\.com/"), per("minute", 20)) },
    { firecrawl_scrape: all(only("url", "regex", "^https://([a-z0-9-]+\\.)*example\\.com(/|$)"), per("hour", 100)) },
    { firecrawl_map: all(only("url", "in", ["https://example.com", "https://example.org"]), not("limit", "gt", 500)) },
    {
      firecrawl_crawl: all(
        only("url", "regex", "^https://"),
        not("allowExternalLinks", "eq", true),
        not("limit", "gt", 50),
      ),
    },
    { firecrawl_search: all(not("query", "regex", "(?i)site:internal"), per("minute", 10)), firecrawl_interact: never },
  ],
  mongodb: [
    {
      find: all(only("database", "eq", "shop"), only("collection", "in", ["orders", "items"]), not("limit", "gt", 100)),
    },
    { count: only("database", "in", ["shop", "shop_test"]), aggregate: only("collection", "eq", "orders") },
    { "insert-many": all(only("collection", "regex", "^import_[a-z]+$"), per("minute", 10)) },
    { "delete-many": never, "drop-collection": never, find: per("minute", 60) },
    { find: all(only("collection", "regex", "^(orders|items)(_archive)?$"), not("filter.$where", "exists", true)) },
  ],
  heroku: [
    { get_app_info: {}, get_app_logs: only("app", "in", ["web-staging", "api-staging"]) },
    { ps_restart: all(only("app", "regex", "-staging$"), per("hour", 5)), maintenance_on: never },
    { ps_scale: all(only("dyno", "regex", "^web=[1-3]$"), only("app", "eq", "web-staging"), per("hour", 5)) },
    {
      pg_psql: all(
        only("command", "regex", "(?i)^select [\\w ,*.=<]+$"),
        only("app", "eq", "reports"),
        per("hour", 20),
      ),
    },
    { deploy_one_off_dyno: all(only("command", "in", ["rake db:status", "rake stats"]), per("hour", 2)) },
  ],
  "ms-365": [
    { "send-mail": all(only("to", "regex", "^[\\w.+-]+@example\\.com$"), per("hour", 10)) },
    {
      "send-mail": all(
        only("to", "in", ["desk@example.com"]),
        not("subject", "regex", "(?i)confidential"),
        per("day", 50),
      ),
    },
    { "list-mail-messages": not("top", "gt", 50), "delete-onedrive-file": never },
    {
      "share-drive-item": all(
        only("email", "regex", "^[a-z.]+@(example|example-labs)\\.com$"),
        only("role", "eq", "read"),
      ),
    },
    { "upload-file-content": all(only("driveId", "eq", "b!agent"), per("hour", 20)) },
  ],
  airtable: [
    { list_records: all(only("baseId", "eq", "appAAA"), not("maxRecords", "gt", 100)) },
    {
      create_record: all(
        only("tableId", "in", ["tblLeads", "tblNotes"]),
        not("fields.Salary", "exists", true),
        per("minute", 10),
      ),
    },
    { update_records: all(only("baseId", "regex", "^app[A-Za-z0-9]{14}$"), per("minute", 5)), delete_records: never },
    {
      upload_attachment: all(
        only("filename", "regex", "^[\\w-]+\\.(pdf|png)$"),
        only("contentType", "in", ["application/pdf", "image/png"]),
      ),
    },
    { list_records: all(only("tableId", "regex", "^tbl(Leads|Notes)$"), not("filterByFormula", "contains", "Salary")) },
  ],
  argocd: [
    { sync_application: all(only("applicationName", "regex", "^staging-[a-z0-9-]+$"), not("prune", "eq", true)) },
    { delete_application: never, get_application: {}, list_applications: not("limit", "gt", 200) },
    { sync_application: all(only("revision", "in", ["HEAD", "main"]), only("dryRun", "eq", true), per("hour", 10)) },
    { run_resource_action: all(only("action", "eq", "restart"), only("resourceRef.kind", "eq", "Deployment")) },
    {
      get_application_workload_logs: all(
        not("container", "regex", "(?i)vault|secret"),
        only("applicationNamespace", "in", ["web", "api"]),
      ),
    },
  ],
  "cloud-run": [
    {
      deploy_local_folder: all(only("folderPath", "regex", "^/home/agent/apps/[a-z-]+$"), only("project", "eq", "lab")),
    },
    {
      deploy_container_image: only(
        "imageUrl",
        "regex",
        "^europe-docker\\.pkg\\.dev/acme/web/[a-z-]+@sha256:[0-9a-f]{64}$",
      ),
    },
    {
      deploy_file_contents: all(
        only("service", "regex", "^preview-\\d+$"),
        only("region", "exists", true),
        per("day", 5),
      ),
    },
    { create_project: never, get_service_log: only("service", "in", ["web", "api"]), list_projects: {} },
  ],
  grafana: [
    { query_prometheus: all(only("datasourceUid", "eq", "prom-1"), not("expr", "regex", "^\\{"), per("minute", 30)) },
    { query_loki_logs: all(only("logql", "regex", '^\\{app="(web|api)"'), not("limit", "gt", 500)) },
    { update_dashboard: all(only("folderUid", "eq", "agents"), not("overwrite", "eq", true), per("hour", 10)) },
    { create_incident: all(only("isDrill", "eq", true), not("attachUrl", "exists", true), per("day", 3)) },
    { add_activity_to_incident: all(not("body", "contains", "@here"), per("hour", 20)), get_datasource_by_name: {} },
    { create_incident: all(only("severity", "in", ["minor", "pending"]), only("title", "regex", "^\\[agent\\] ")) },
  ],
  quickbooks: [
    {
      create_transfer: all(
        only("amount", "gt", 0),
        not("amount", "gt", 1000),
        only("draft", "eq", true),
        per("day", 5),
      ),
    },
    { receive_payment: all(only("amount", "gte", 0), only("amount", "lte", 250), per("hour", 5)) },
    { create_invoice: all(only("bill_email", "regex", "^[\\w.+-]+@example\\.com$"), only("draft", "eq", true)) },
    { edit_customer: all(not("email", "exists", true), not("notes", "regex", "(?i)iban"), per("hour", 10)) },
    {
      query: all(only("query", "regex", "(?i)^select [\\w, ]+ from (Invoice|Bill) where Id = '\\d+'$")),
      delete_entity: never,
    },
  ],
  freee: [
    { freee_api_get: all(only("path", "regex", "^/api/1/(deals|partners)$"), only("service", "eq", "accounting")) },
    { freee_api_get: all(not("path", "eq", "/api/1/users/me"), per("minute", 30)) },
    {
      freee_api_post: all(
        only("path", "eq", "/api/1/deals"),
        not("body.amount", "gt", 10000),
        only("body.amount", "gte", 0),
      ),
    },
    { freee_api_delete: never, freee_set_current_company: only("company_id", "eq", "123456") },
    {
      freee_file_upload: all(
        only("file_path", "regex", "^/home/agent/receipts/[\\w-]+\\.pdf$"),
        not("receipt_metadatum_amount", "lt", 0),
        not("receipt_metadatum_amount", "gt", 500),
      ),
    },
  ],
  lists: [
    {
      send_mail: all(
        only("to", "regex", "^[\\w.]+@example\\.com$"),
        not("cc", "exists", true),
        not("bcc", "exists", true),
      ),
    },
    {
      send_mail: all(
        only("to", "eq", "desk@example.com"),
        only("bcc", "eq", "audit@example.com"),
        not("cc", "exists", true),
      ),
    },
    { send_to_all: all(only("cc", "contains", "audit@example.com"), per("hour", 3)) },
    {
      crawl: all(
        only("url", "regex", "^https://docs\\.example\\.com/guide/[\\w-]+$"),
        only("excludePaths", "contains", "/admin"),
      ),
    },
    { fetch: all(only("url", "regex", "^https://api\\.example\\.com/v1/"), not("url", "regex", "(?i)(\\.|%2e){2}")) },
    {
      delete_records: all(only("filter.id", "exists", true), only("filter", "exists", true)),
      find_records: only("filter", "exists", true),
    },
    { label_issue: all(only("labels", "contains", "agent"), not("labels", "contains", "security")) },
    { git_push: all(only("branch", "regex", "^agent/[\\w-]+$"), not("remoteBranch", "exists", true)) },
    {
      git_push: all(not("branch", "regex", "(^|[:/+])(main|master)$"), not("remoteBranch", "exists", true)),
      copy_file: all(only("source", "eq", "/srv/a"), only("destination", "regex", "^/srv/copies/\\w+$")),
    },
  ],
};

/** A policy as a text. */
export function policyText(tools: Readonly<Record<string, Rules>>): string {
  return JSON.stringify({ version: "1", default: "deny", tools }, null, 2);
}
