import { beforeAll, describe, expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import type { Environment } from "../../../server/src/service/environment";
import { hover } from "../../../server/src/service/hover/hover";
import { defaultSettings } from "../../../server/src/service/settings";
import { snapshotOf } from "../../../server/src/service/snapshot";

let env: Environment;
beforeAll(async () => {
  env = {
    catalogue: await odooCatalogue(),
    now: Date.UTC(2026, 4, 6, 14, 4, 30),
    clientCommands: false,
    snippets: true,
    resolvesEdits: false,
    settings: defaultSettings,
    rulePages: undefined,
  };
});

/** The Markdown at the cursor `|`, null where there is none. */
function hoverAt(fixture: string, environment = env): string | null {
  const found = hover(snapshotOf(fixture.replace("|", "")), fixture.indexOf("|"), environment);
  return found === null ? null : (found.contents as { value: string }).value;
}

/** The text that the hover at the cursor is about. */
function hoveredText(fixture: string): string | null {
  const snapshot = snapshotOf(fixture.replace("|", ""));
  const range = hover(snapshot, fixture.indexOf("|"), env)?.range;
  return range === undefined ? null : snapshot.textDocument.getText(range);
}

/** A policy whose tool `ssh_execute` has these rules. */
function rules(text: string): string {
  return `{"version":"1","default":"deny","tools":{"ssh_execute":{${text}}}}`;
}

const limit = '{"counter":"c","window":"minute","max":10,"scope":"grant"}';

describe("on the name of a tool", () => {
  test("it says what the policy does with it, what it is, and what is recommended", () => {
    expect(
      hoverAt(`{"version":"1","default":"deny","tools":{"|ai_invoice_plugins_reload":{"limits":[${limit}]}}}`),
    ).toMatchInlineSnapshot(`
      "### \`ai_invoice_plugins_reload\`

      ▲ **High risk** · Execute · published: as the vendor's registry rates it

      **In this policy: allowed, at most 10 calls a minute per grant**

      Loads the Python pipeline plugins from a directory again.

      **Why:** Every Python file in the directory is imported with the server's rights, and the caller may choose that directory. Whoever can drop a file there gets code execution.

      **Not checked:** \`args.plugins_dir\`; every Python file of the directory that it names is imported. A rate limit alone is weak: forbid the argument under \`deny_if\` with \`exists\`.

      **Arguments**

      - \`plugins_dir\` (string, optional): Directory to load from; blank uses the default.

      **Recommended:** allow at most 10 calls a minute

      \`\`\`json
      {
        "ai_invoice_plugins_reload": {
          "limits": [
            {
              "counter": "ai_invoice_plugins_reload_rate",
              "window": "minute",
              "max": 10,
              "scope": "grant"
            }
          ]
        }
      }
      \`\`\`

      [The registry's page](<https://policylayer.com/tools/rosenvladimirov-odoo-claude-mcp/ai-invoice-plugins-reload>)"
    `);
  });

  test("it offers the simulator only where our commands are known", () => {
    const text = '{"version":"1","default":"deny","tools":{"|odoo_list_models":{}}}';
    const link =
      "[Simulate this call](command:mcpPolicy.simulateCall?%5B%7B%22uri%22%3A%22file%3A%2F%2F%2Fpolicy.json%22%2C%22tool%22%3A%22odoo%5Flist%5Fmodels%22%7D%5D)";
    expect(hoverAt(text)).not.toContain("command:");
    const withCommands = hoverAt(text, { ...env, clientCommands: true });
    expect(withCommands).toContain(`** · ${link}\n\n`);
    expect(JSON.parse(decodeURIComponent(link.slice(link.indexOf("?") + 1, -1)))).toEqual([
      { uri: "file:///policy.json", tool: "odoo_list_models" },
    ]);
  });

  test("that no catalogue knows it stays calm", () => {
    expect(hoverAt('{"version":"1","default":"deny","tools":{"mine|":{}}}')).toMatchInlineSnapshot(`
      "### \`mine\`

      **In this policy: allowed without further checks**

      This tool is not in the catalogue of Odoo Claude MCP; the policy still applies to it by its exact name."
    `);
  });

  test("of a service it shows the tool behind it", () => {
    expect(hoverAt('{"version":"1","default":"deny","tools":{"|oca__oca_search":{}}}')).toMatchInlineSnapshot(`
      "### \`oca__oca_search\`

      ○ **Low risk** · Read · published: as the vendor's registry rates it

      **In this policy: allowed without further checks**

      Through the server's own proxy a sub-service's tool is called \`<service>__<tool>\`, while the registry lists bare names. What follows is about \`oca_search\`; the policy applies to the exact name only.

      Finds a module among the cloned OCA repositories.

      **Why:** A local name search; no file is touched.

      **Arguments**

      - \`query\` (string, required): Module name or keyword.
      - \`branch\` (string, optional): Odoo release branch, for example 19.0.
      - \`mode\` (string, optional): direct acts on the Odoo tree, buffered on a staging copy.
      - \`instance\` (string, optional): Instance whose staging copy is meant.

      **Recommended:** allow without further checks, \`{}\`

      [The registry's page](<https://policylayer.com/tools/rosenvladimirov-odoo-claude-mcp/oca-search>)"
    `);
  });

  test.each([
    ["hidden", '{"version":"1","default":"deny","hide":["|ssh_execute"]}'],
    ["not known: errors (as written: denied: not listed)", '{"version":"1","default":"deny","tools":{"|ssh_execute"}}'],
    ["allowed without further checks", '{"version":"1","default":"deny","tools":{"|ssh_execute":{}}}'],
    [
      "not known: errors (as written: allowed without further checks)",
      rules(`"limits":[${limit.replace("minute", "week")}]`).replace('"ssh', '"|ssh'),
    ],
    [
      "denied always: No \\*\\*way\\*\\*",
      rules('"deny_if":[{"conditions":[],"on_deny":"No **way**"}]').replace('"ssh', '"|ssh'),
    ],
    ["allowed, at most 10 calls a minute per grant", rules(`"limits":[${limit}]`).replace('"ssh', '"|ssh')],
  ])("the state is %s", (state, fixture) => {
    expect(hoverAt(fixture)).toContain(`\n\n**In this policy: ${state}**\n\n`);
  });

  test("the hint about plugins_dir goes when the policy checks it, or denies the tool", () => {
    const name = "ai_invoice_plugins_reload";
    const check = '"deny_if":[{"conditions":[{"path":"args.plugins_dir","op":"exists","value":true}]}]';
    for (const text of [
      `{"default":"deny","tools":{"|${name}":{${check}}}}`,
      `{"default":"deny","hide":["|${name}"]}`,
      `{"default":"deny","tools":{"|${name}":{"deny_if":[{"conditions":[]}]}}}`,
    ])
      expect(hoverAt(text)).not.toContain("Not checked");
    expect(hoverAt(`{"default":"deny","tools":{"|${name}":{}}}`)).toContain("**Not checked:** `args.plugins_dir`");
  });

  test("at most 12 arguments are listed", () => {
    const properties = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`a${index}`, {}]));
    const catalogue = readCatalogue({ tools: [{ name: "t", inputSchema: { properties, required: ["a14"] } }] });
    const lines = hoverAt('{"tools":{"|t":{}}}', { ...env, catalogue })?.split("\n") ?? [];
    expect(lines.filter((line) => line.startsWith("- "))).toEqual([
      "- `a14` (any value, required)",
      ...Array.from({ length: 11 }, (_, index) => `- \`a${index}\` (any value, optional)`),
      "- and 3 more",
    ]);
  });

  test('"*" in hide is every tool', () => {
    expect(hoverAt('{"hide":["|*"]}')).toBe(
      "### Every tool\n\n`*` hides all tools: none is on the agent's list, and every call is denied.",
    );
  });
});

describe("on a field", () => {
  test.each([
    ['{"|version":"1"}', "**Version of the format** · `version`, required"],
    ['{"default|":"deny"}', "**Tools that are not listed** · `default`, required"],
    ['{"|hide":[]}', "**Hidden tools** · `hide`, optional"],
    ['{"|tools":{}}', "**Rules by tool** · `tools`, optional"],
    ['{"|all_tools":{}}', "**Limits across all tools** · `all_tools`, optional"],
    ['{"all_tools":{"|limits":[]}}', "**Limits of all calls together** · `limits`, optional"],
    [rules('"|require":[]'), "**What every call must fulfil** · `require`, optional"],
    [rules('"|deny_if":[]'), "**What denies a call** · `deny_if`, optional"],
    [rules('"|limits":[]'), "**Quotas of this tool** · `limits`, optional"],
    [rules('"require":[{"|conditions"}]'), "**Conditions that must all hold** · `conditions`, required"],
    [rules('"require":[{"|on_deny"}]'), "**Message for the agent** · `on_deny`, optional"],
    [rules('"require":[{"conditions":[{"|path"}]}]'), "**Argument to look at** · `path`, required"],
    [rules('"require":[{"conditions":[{"|op"}]}]'), "**Operator** · `op`, required"],
    [rules('"require":[{"conditions":[{"|value"}]}]'), "**Value to compare with** · `value`, required"],
    [rules('"limits":[{"|counter"}]'), "**Name of the counter** · `counter`, required"],
    [rules('"limits":[{"|window"}]'), "**Time that the count covers** · `window`, required"],
    [rules('"limits":[{"|max"}]'), "**Highest number of calls** · `max`, required"],
    [rules('"limits":[{"|scope"}]'), "**Whose calls are counted together** · `scope`, required"],
    ['{"version":"|1"}', "**`version`: `1`**"],
    ['{"default":"|deny"}', "**`default`: `deny`**"],
    ['{"default":"|allow"}', "**`default`: `allow`**"],
    ['{"default":"|maybe"}', "**Tools that are not listed** · `default`, required"],
    [rules('"limits":[{"window":"|hour"}]'), "**`window`: `hour`**"],
    [rules('"limits":[{"scope":"|grant"}]'), "**`scope`: `grant`**"],
    [rules('"deny_if":[{"conditions":[{"op":"|neq"}]}]'), "**`op`: `neq`**"],
  ])("%s", (fixture, heading) => {
    const [first, second] = hoverAt(fixture)?.split("\n\n") ?? [];
    expect(first).toBe(heading);
    expect(second).toMatch(/\.$/);
  });

  test.each([
    '{"|unknown":1}',
    '{"version": |',
    "{|}",
    "|",
    '{"tools":{"a":|{}}}',
    '{"hide":[|]}',
    '{"tools":{"a":{"limits":[[{"|max":1}]]}}}',
    '{"hide":[5|]}',
  ])("nothing at %s", (fixture) => expect(hoverAt(fixture)).toBeNull());
});

describe("on a condition", () => {
  const conditions = (text: string, list = "deny_if") => rules(`"${list}":[{"conditions":[${text}]}]`);

  test.each([
    [
      '{"path":"args.amount","op":"gt","|value":100}',
      "deny_if",
      "Denies the call when args.amount is greater than 100.",
    ],
    ['{"path":"args.amount","op":"lte","value":10|0}', "require", "Denies the call unless args.amount is at most 100."],
    ['{"|path":"args.a","op":"in","value":["x","y"]}', "deny_if", 'Denies the call when args.a is one of "x" or "y".'],
    ['{"path":"args.a","op":"in","value":["x","|y"]}', "deny_if", 'Denies the call when args.a is one of "x" or "y".'],
  ])("%s under %s: its sentence", (text, list, sentence) => {
    expect(hoverAt(conditions(text, list))?.split("\n\n")[0]).toBe(sentence);
  });

  test("the trap stands below", () => {
    expect(hoverAt(conditions('{"path":"args.a","op":"|neq","value":"x"}'))).toMatchInlineSnapshot(`
      "Denies the call when args.a is not "x".

      **Pitfall:** A call without args.a is not denied: neq is false when the argument is missing, although it then equals nothing.

      **\`op\`: \`neq\`**

      Holds when the argument is there and does not equal the value. It does not hold when the argument is missing."
    `);
  });

  test("one of several says which, and what they do together", () => {
    const two = '{"path":"args.a","op":"eq","value":1},{"path":"args.b","op":"eq","|value":2}';
    expect(hoverAt(conditions(two))?.split("\n\n").slice(0, 2)).toEqual([
      "One of 2 conditions that are joined by AND: args.b is 2.",
      "Denies the call when args.a is 1 and args.b is 2.",
    ]);
  });

  test("a half-typed one is not put in words", () => {
    for (const text of ['{"path":"args.a|","op":"eq"}', '{"path":"args.a|"', '{"path":"args.a|","op":"eq","value":'])
      expect(hoverAt(conditions(text))).not.toContain("Denies");
  });

  test("in an earlier duplicate of the tool neither: its rules are lost", () => {
    const lost = '{"deny_if":[{"conditions":[{"path":"args.a","op":"eq","value":|1}]}]}';
    expect(hoverAt(`{"tools":{"t":${lost},"t":{}}}`)).toMatch(/^\*\*Value to compare with/);
    expect(hoverAt(`{"tools":{"t":{},"t":${lost}}}`)).toMatch(/^Denies the call when/);
  });

  const argument = (path: string) => {
    const text = `{"default":"deny","tools":{"ai_invoice_extract":{"deny_if":[{"conditions":[{"path":"${path}|"}]}]}}}`;
    return hoverAt(text);
  };

  test("a path shows what the tool's schema says of the argument", () => {
    expect(argument("args.source")).toBe(
      '**`source`** (string, optional): Where the document came from.\n\nOne of `"upload"`, `"gmail"`, `"terminal"` or `"api"`.',
    );
    expect(argument("args.attachment_id")).toBe(
      "**`attachment_id`** (whole number, required): ID of the ir.attachment.",
    );
  });

  test.each([
    ["args.nothing", "`ai_invoice_extract` lists no argument `nothing`."],
    ["args.source.inner", "`source` is not an object: a path never finds a value in it."],
    ["source", "This path never finds a value: it has to be `args.` and the name of an argument."],
    ["args.", "A name in this path is empty: write `args.` and the name of an argument."],
    ["args", "This path never finds a value: it has to be `args.` and the name of an argument."],
  ])("the path %s leads nowhere", (path, sentence) => {
    expect(argument(path)).toBe(sentence);
  });
});

describe("on a predicate", () => {
  test("it says what the agent receives", () => {
    const conditions = '"conditions":[{"path":"args.amount","op":"gt","value":100}]';
    const fixture = rules(`"deny_if":[{${conditions},"on_deny":"|Ask a \`person\`."}]`);
    expect(hoverAt(fixture)?.split("\n\n").slice(0, 2)).toEqual([
      "Denies the call when args.amount is greater than 100.",
      "The agent then receives: ``[POLICY DENIED] Ask a `person`.``",
    ]);
    expect(
      hoverAt(rules(`"require":[{"|${conditions.slice(1)}}]`))
        ?.split("\n\n")
        .slice(0, 2),
    ).toEqual([
      "Denies the call unless args.amount is greater than 100.",
      'The agent then receives: `[POLICY DENIED] Denied by rule "/tools/ssh_execute/require/args.amount-gt"`',
    ]);
  });

  test("without conditions it denies every call, or none", () => {
    expect(hoverAt(rules('"deny_if":[{"|conditions":[]}]'))).toMatch(
      /^Denies every call\.\n\nThe agent then receives:/,
    );
    expect(hoverAt(rules('"require":[{"|conditions":[]}]'))).toMatch(/^Denies no call: .*\n\n\*\*Conditions/);
  });
});

describe("on a limit", () => {
  test.each([
    ["minute", "The current window ends at 14:05:00 UTC.", "20 calls"],
    ["hour", "The current window ends at 15:00:00 UTC.", "20 calls"],
    ["day", "The current window ends at 2026-05-07 00:00:00 UTC.", "20 calls"],
  ])("of a %s: %s", (window, ends, twice) => {
    const text = hoverAt(rules(`"limits":[{"counter":"c","window":"${window}","|max":10,"scope":"grant"}]`));
    expect(text).toMatch(/^At most 10 calls an? (minute|hour|day) per grant\.\n\n/);
    expect(text).toContain(ends);
    expect(text).toContain(`up to ${twice} can pass in a short time around the end of the ${window}`);
    expect(text).toContain("_Assumed:");
  });

  test("over all tools it says so", () => {
    expect(hoverAt(`{"all_tools":{"limits":[${limit.replace("10", "1|0")}]}}`)).toMatch(
      /^At most 10 calls a minute per grant over all tools\.\n\n/,
    );
  });

  test("that cannot be counted only the field is explained", () => {
    expect(hoverAt(rules('"limits":[{"counter":"c","|max":10}]'))).toMatch(/^\*\*Highest number of calls/);
  });

  test("an instant beyond the calendar is left out", () => {
    const fixture = rules(`"limits":[${limit.replace("10", "1|0")}]`);
    expect(hoverAt(fixture, { ...env, now: 1e300 })).not.toContain("window ends");
    expect(hoverAt(fixture, { ...env, now: Number.NaN })).toContain("ends at 00:01:00 UTC");
  });
});

describe("on what an attack gets past", () => {
  const pages = { rulePages: "https://example.com/rules/" };
  const inVSCode = { clientCommands: true, rulePages: "mcp-policy-rule:/" };
  const share = '{"path":"args.path","op":"regex","value":"^/srv/share/"}';
  const dots = '"deny_if":[{"conditions":[{"path":"args.path","op":"contains","value":".."}]}]';
  const note = (fixture: string, more: Partial<Environment> = pages) =>
    hoverAt(fixture, { ...env, ...more })?.match(/^\*\*Open to attack:\*\* (.*)$/m)?.[1];
  const readFile = (text: string) => `{"version":"1","default":"deny","tools":{${text}}}`;
  const link = "[A path can lead out of the allowed folder](<https://example.com/rules/path-escapes.md>)";

  test.each([
    ["the tool", `"|read_file":{"require":[{"conditions":[${share}]}]}`],
    ["the list", `"read_file":{"re|quire":[{"conditions":[${share}]}]}`],
    ["the path", `"read_file":{"require":[{"conditions":[${share.replace("args.path", "args.|path")}]}]}`],
    ["the operator", `"read_file":{"require":[{"conditions":[${share.replace("regex", "reg|ex")}]}]}`],
    ["the value", `"read_file":{"require":[{"conditions":[${share.replace("share", "sh|are")}]}]}`],
    ["the message", `"read_file":{"require":[{"conditions":[${share}],"on_deny":"Of the |share."}]}`],
  ])("%s names the attack, and leads to its page", (_, tool) => {
    expect(note(readFile(tool))).toBe(link);
  });

  test("another condition, and another tool, says nothing of it", () => {
    const other = '{"path":"args.enc|oding","op":"eq","value":"utf-8"}';
    expect(note(readFile(`"read_file":{"require":[{"conditions":[${share},${other}]}]}`))).toBeUndefined();
    expect(note(readFile(`"list|_files":{},"read_file":{"require":[{"conditions":[${share}]}]}`))).toBeUndefined();
  });

  test("the tools as a whole do not repeat what is said at each", () => {
    const text = `"read_file":{"require":[{"conditions":[${share}]}]}`;
    expect(note(readFile(text).replace('"tools"', '"to|ols"'))).toBeUndefined();
  });

  test("a closed rule, one that is denied anyway and one that is silenced say nothing", () => {
    expect(note(readFile(`"|read_file":{"require":[{"conditions":[${share}]}],${dots}}`))).toBeUndefined();
    const denied = `"|read_file":{"require":[{"conditions":[${share}]}],"deny_if":[{"conditions":[]}]}`;
    expect(note(readFile(denied))).toBeUndefined();
    const open = readFile(`"|read_file":{"require":[{"conditions":[${share}]}]}`);
    const settings = { ...defaultSettings, rules: new Map([["path-escapes", "off"]] as const) };
    expect(note(open, { ...pages, settings })).toBeUndefined();
  });

  test("VS Code runs the command that shows the page; an editor without pages gets the code", () => {
    const open = readFile(`"|read_file":{"require":[{"conditions":[${share}]}]}`);
    const command = `command:mcpPolicy.showRule?${encodeURIComponent('["path-escapes"]')}`;
    expect(note(open, inVSCode)).toBe(`[A path can lead out of the allowed folder](${command})`);
    expect(note(open, {})).toBe("A path can lead out of the allowed folder (`path-escapes`)");
  });

  test("what the policy leaves open is named as well, each once", () => {
    const exposed = "[A dangerous tool is open without any check](<https://example.com/rules/open-dangerous-tool.md>)";
    expect(note('{"version":"1","default":"deny","tools":{"|ai_invoice_plugins_reload":{}}}')).toBe(exposed);
    const opens = '[`"default": "allow"` opens dangerous tools](<https://example.com/rules/default-allow-opens.md>)';
    expect(note('{"version":"1","default":"al|low","tools":{"odoo_read":{}}}')).toBe(opens);
    expect(note('{"version":"1","default":"de|ny","tools":{}}')).toBeUndefined();
  });

  test("two conditions with one hole name it once", () => {
    const both = `"require":[{"conditions":[${share},${share.replace("args.path", "args.file_path")}]}]`;
    expect(note(readFile(`"|read_file":{${both}}`))).toBe(link);
  });
});

describe("the range", () => {
  test.each([
    ['{"tools":{"|t":{}}}', '"t"'],
    ['{"hide":["a","b|"]}', '"b"'],
    ['{"default":"de|ny"}', '"deny"'],
    [rules('"limits":[{"max":1|0}]'), "10"],
    [rules('"limits":[{"|max":10}]'), '"max"'],
    ['{"version":"1",\r\n"tools":{\r\n"a":{},\r\n"b|":{"require":[]}}}', '"b"'],
  ])("of %s is %s", (fixture, text) => {
    expect(hoveredText(fixture)).toBe(text);
  });
});

describe("whatever is typed", () => {
  const whole = `{
  "version": "1", "default": "deny", "hide": ["a"], "all_tools": { "limits": [${limit}] },
  "tools": { "ssh_execute": { "require": [{ "conditions": [{ "path": "args.a", "op": "in", "value": ["x"] }], "on_deny": "No" }] } }
}`;

  test("no position of no beginning of a policy throws", () => {
    for (let length = 0; length <= whole.length; length += 3) {
      const snapshot = snapshotOf(whole.slice(0, length));
      for (let offset = 0; offset <= length; offset += 5) hover(snapshot, offset, env);
    }
  });

  test("nor does an offset outside of the text, a text that is nested too deeply, or another encoding", () => {
    for (const text of [
      whole,
      "[".repeat(10_000),
      `{"tools":{"a":${"[".repeat(300)}${"]".repeat(300)}}}`,
      '\ufeff{"hide":["\ud800"]}',
    ])
      for (const offset of [-1, 0, 12, text.length, text.length + 9, Number.NaN]) hover(snapshotOf(text), offset, env);
  });

  test("somebody else's document has no hovers", () => {
    const text = '{"Ver|sion":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
    expect(hoverAt(text)).toBeNull();
    expect(hoverAt(text.replace("Ver|sion", "Version").replace('"Effect', '"|Effect'))).toBeNull();
  });
});
