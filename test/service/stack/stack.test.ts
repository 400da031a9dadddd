import { describe, expect, test } from "vitest";
import { serverCatalogue } from "../../../server/src/risk/serverCatalogue";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { type StackServer, stackOf } from "../../../server/src/service/stack/stack";
import { stackCsv, stackMarkdown } from "../../../server/src/service/stack/stackReports";

const schema = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});
const mail = serverCatalogue({
  name: "mail",
  tools: [
    { name: "list_inbox", description: "Lists mails.", inputSchema: schema() },
    { name: "send_mail", description: "Sends a mail.", inputSchema: schema("to", "body") },
    { name: "delete_mail", inputSchema: schema("id") },
  ],
});
const notes = serverCatalogue({ name: "notes", tools: [{ name: "delete_note" }, { name: "list_notes" }] });
const policy = (text: string) => snapshotOf(text).policy;
const open = policy('{"version": "1", "default": "deny", "tools": {"list_inbox": {}, "send_mail": {}}}');
const servers = (about = open): readonly StackServer[] => [
  { name: "mail", catalogue: mail, policies: [{ path: "mail.policy.json", policy: about }] },
  { name: "notes", catalogue: notes, policies: [] },
];

describe("what agents can call", () => {
  test("what is open and dangerous comes first, and a server without a policy is not covered", () => {
    const rows = stackOf(servers()).tools.map(({ state, risk, tool, policy: by }) => `${state} ${risk} ${tool} ${by}`);
    expect(rows).toEqual([
      "not covered Critical delete_note null",
      "not covered Low list_notes null",
      expect.stringMatching(/^allowed (?:High|Medium) send_mail mail\.policy\.json$/),
      "allowed Low list_inbox mail.policy.json",
      "denied Critical delete_mail mail.policy.json",
    ]);
  });

  test("pairs: one reads what outsiders write, the other one sends", () => {
    expect(stackOf(servers()).pairs).toEqual([
      {
        reads: { server: "mail", tool: "list_inbox", what: "inbox" },
        sends: { server: "mail", tool: "send_mail", what: "send" },
      },
    ]);
    const closed = policy('{"version": "1", "default": "deny", "tools": {"list_inbox": {}}}');
    expect(stackOf(servers(closed)).pairs).toEqual([]);
  });

  test("a tool that reads and sends is no pair with itself, in the list and in the count", () => {
    const both = { name: "fetch_page", description: "Reads a page.", inputSchema: schema("url") };
    const web = serverCatalogue({ name: "web", tools: [both] });
    const alone = stackOf([{ name: "web", catalogue: web, policies: [] }]);
    expect([alone.pairs, alone.pairCount]).toEqual([[], 0]);
    const beside = stackOf([...servers(), { name: "web", catalogue: web, policies: [] }]);
    expect(beside.pairCount).toBe(beside.pairs.length);
  });

  test("a refused policy tells nothing of any tool, and it is not counted as open", () => {
    const refused = policy('{"version": "1", "default": "maybe", "tools": {"list_inbox": {}}}');
    const stack = stackOf(servers(refused));
    const rows = stack.tools.filter(({ server }) => server === "mail");
    expect(new Set(rows.map(({ state, stateInWords }) => `${state}: ${stateInWords}`))).toEqual(
      new Set(["unknown: not known: the gateway would refuse mail.policy.json"]),
    );
    expect(stackMarkdown(stack)).toContain(
      "\n5 tools; 1 of high, critical or unknown risk are open without any check; 3 are not known.\n",
    );
  });

  test("tools that a policy opens and its server does not list are rows, too", () => {
    const more = policy(
      '{"version": "1", "default": "deny", "tools": {"list_inbox": {}, "new": {}}, "hide": ["old", "*x"]}',
    );
    const rows = stackOf(servers(more)).tools.filter(({ server }) => server === "mail");
    expect(rows.map(({ tool, risk, state }) => `${tool} ${risk} ${state}`)).toEqual([
      "new Unknown allowed",
      "list_inbox Low allowed",
      "delete_mail Critical denied",
      expect.stringMatching(/^send_mail \w+ denied$/),
    ]);
  });

  test("where policies were looked for is said", () => {
    const words = stackOf(servers(), "below").tools.map(({ stateInWords }) => stateInWords);
    expect(words).toContain("no policy in below is about this server");
  });

  test("names that are Markdown, formulas or line ends are text", () => {
    const evil = serverCatalogue({ name: "=cmd()", tools: [{ name: "a|b\n# [x](command:y)" }] });
    const stack = stackOf([{ name: "=cmd()", catalogue: evil, policies: [] }]);
    const page = stackMarkdown(stack);
    expect(page.split("\n").filter((line) => line.startsWith("#"))).toEqual(["# What your agents can call"]);
    expect(page).toContain("`a\\|b");
    expect(stackCsv(stack)).toContain(",'=cmd(),");
  });

  test("2,000 tools are a list", () => {
    const tools = Array.from({ length: 2_000 }, (_, index) => ({ name: `send_mail_${index}` }));
    const many = serverCatalogue({ name: "many", tools });
    expect(stackOf([{ name: "many", catalogue: many, policies: [] }]).tools).toHaveLength(2_000);
  });
});
