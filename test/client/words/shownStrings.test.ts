/** No string that a person reads is left out of the translations. */
import { describe, expect, it } from "vitest";
import { clientSources } from "../../documents/words.mjs";
import { bareStrings } from "./shownStrings";

describe("the search for strings that are left out", () => {
  const texts = async (source: string): Promise<string[]> => (await bareStrings(source)).map(({ text }) => text);

  it.each([
    ['function f() { notify("error", "The file is gone."); }', "The file is gone."],
    [`function f(name: string) { pick.title = \`Calls of \${name}\`; }`, "Calls of {}"],
    ["const view = () => html`<p>Not found</p>`;", "Not found"],
    ['const view = () => html`<button title="Close it">x</button>`;', "Close it"],
    ['const f = () => ({ label: "Remove" });', "Remove"],
    [`const f = () => l10n.t\`\${'a second one'} of many\`;`, "a second one"],
  ])("finds it in %s", async (source, text) => expect(await texts(source)).toEqual([text]));

  it.each([
    'const f = () => notify("error", l10n.t("The file is gone."));',
    `const f = (name: string) => l10n.t\`Calls of \${name}\`;`,
    'const f = (risk: string) => risk === "Not Known";',
    `const f = () => html\`<p class=quiet>\${l10n.t('Not found')}</p>\`;`,
    'type Section = "Newly allowed";',
  ])("has nothing against %s", async (source) => expect(await texts(source)).toEqual([]));

  it("finds what is translated when the module is loaded, before there is a language", async () =>
    expect(await bareStrings('const title = l10n.t("Calls");')).toEqual([
      { text: 'l10n.t("Calls");\n', why: "translated before the language is known" },
    ]));
});

/** What is the same in each language. */
const allowed = new Set<string>([
  // Products, formats, times.
  ...["MCP Policy", "MCP Server", "MCP server", "Markdown", "$(git-commit) HEAD", "{} UTC", "{} {} UTC"],
  // Risks as the catalogue has them; `riskWords.ts` translates them where they are shown.
  ...["Low", "Medium", "High", "Critical", "Unknown"],
  // What a person types as it is.
  ...["args.…", "GITHUB_TOKEN, …", "default"],
  // Ids, and the label by which VS Code knows a server.
  ...["heading {}", "argument {}", "more pair", "more counter", "{} (guarded by {})", "tool {}"],
  // Programs.
  "export default {};",
  "const loader = { exports: {} };\n((module, exports) => {\n{}\n})(loader, loader.exports);\nloader.exports.start({});",
  // Selectors, styles and markup.
  ...["#detail h2", ".attacks button", "1px solid", "11px {}", "bold {}px {}"],
]);

describe("the client", () => {
  const sources = [...clientSources()].filter(([file]) => file !== "client/src/shared/pageHtml.ts");

  it("shows nothing that is not translated, and every string that is allowed", async () => {
    const found = await Promise.all(
      sources.map(async ([file, source]) => (await bareStrings(source)).map((bare) => ({ file, ...bare }))),
    );
    const bare = found.flat();
    expect(bare.filter(({ text, why }) => why !== "not translated" || !allowed.has(text))).toEqual([]);
    expect([...allowed].filter((text) => !bare.some((each) => each.text === text))).toEqual([]);
  });
});
