// The grammar's tests: the fixtures beside this file (by vscode-tmgrammar-test), then what fixtures cannot say.
// Closing line: "N passed, N failed"; exit code 1 on any failure, or when nothing ran.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const require = createRequire(import.meta.url);
const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

let passed = 0;
let failed = 0;

/** Runs one check and counts it. */
async function check(title, run) {
  try {
    await run();
    passed++;
  } catch (error) {
    failed++;
    console.error(`FAILED ${title}\n${error instanceof Error ? error.message : error}\n`);
  }
}

// ---- Fixtures

const fixtures = readdirSync(here).filter((name) => /\.(mcp-policy|markdown-fixture)$/.test(name));

/** Runs the tool over every fixture; each source line with assertions is one test. */
function runFixtures() {
  const reports = mkdtempSync(join(tmpdir(), "grammar-"));
  try {
    const tool = join(dirname(require.resolve("vscode-tmgrammar-test/package.json")), "dist/unit.js");
    const options = ["--config", "grammars.json", "--xunit-report", reports];
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...options, ...fixtures], {
      cwd: here,
      encoding: "utf8",
    });
    let bad = 0;
    for (const fixture of fixtures) {
      let report = "";
      try {
        report = readFileSync(join(reports, `TEST-${fixture}.xml`), "utf8");
      } catch {
        // No report: counted below as a fixture without tests.
      }
      const cases = report.match(/<testcase[\s\S]*?<\/testcase>/g) ?? [];
      const failures = cases.filter((text) => /<(failure|error)\b/.test(text)).length;
      if (cases.length === 0) console.error(`FAILED ${fixture}: no test ran`);
      bad += cases.length === 0 ? 1 : failures;
      passed += cases.length - failures;
    }
    if (status !== 0) console.error(`${stdout}\n${stderr}`);
    failed += status !== 0 && bad === 0 ? 1 : bad;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

// ---- The tokenizer, of the version that VS Code uses

async function loadPolicyGrammar() {
  await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma").replace(/main\.js$/, "onig.wasm")));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => readJson(root, "syntaxes/mcp-policy.tmLanguage.json"),
  });
  return registry.loadGrammar("source.json.mcp-policy");
}

/** The scopes of each line, as text; white space is left out. */
function tokenize(grammar, lines) {
  let state = null;
  return lines.map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens
      .map((token) => [line.slice(token.startIndex, token.endIndex).trim(), token.scopes.join(" ")])
      .filter(([text]) => text !== "")
      .map((parts) => parts.join("  "))
      .join("\n");
  });
}

/** A fixture without its header and assertions. */
function source(fixture) {
  const lines = readFileSync(join(here, fixture), "utf8").split(/\r?\n/).slice(1);
  return lines.filter((line) => !/^\/\/\s*(\^|<)/.test(line));
}

async function checkTokenizer(grammar) {
  for (const fixture of fixtures.filter((name) => name.endsWith(".mcp-policy"))) {
    await check(`${fixture}: a carriage return left at each line's end changes nothing`, () => {
      const lines = source(fixture);
      // A host that leaves it there would see `\` + CR as an escape; no such line is compared.
      const comparable = lines.filter((line) => !line.endsWith("\\"));
      const withReturns = tokenize(
        grammar,
        comparable.map((line) => `${line}\r`),
      );
      assert.deepEqual(withReturns, tokenize(grammar, comparable));
    });
  }

  await check("a line cut anywhere leaves the lines after it as they were, if it holds no bracket", () => {
    const lines = source("layout.mcp-policy").concat(source("policy.mcp-policy"));
    const whole = tokenize(grammar, lines);
    let cuts = 0;
    lines.forEach((line, index) => {
      if (line.trim() === "" || /[{}[\]]/.test(line)) return;
      // A key alone on its line says nothing about the lines after it once it is cut.
      if (/^\s*("[^"]*"|:)$/.test(line)) return;
      const start = line.length - line.trimStart().length;
      for (let column = start + 1; column < line.length; column++) {
        const cut = tokenize(grammar, lines.with(index, line.slice(0, column)));
        assert.deepEqual(cut.slice(index + 1), whole.slice(index + 1), line.slice(0, column));
        cuts++;
      }
    });
    assert.ok(cuts > 50, `only ${cuts} cuts`);
  });

  const megabyte = 1_000_000;
  const fill = (unit) => unit.repeat(Math.ceil(megabyte / unit.length));
  const rule =
    '"t":{"deny_if":[{"conditions":[{"path":"args.a","op":"regex","value":"^(a|[b-z])+$"}],"on_deny":"no"}]},';
  const lines = {
    "a policy of 1 MB in one line": `{"version":"1","default":"deny","tools":{${fill(rule)}"z":{}}}`,
    "a string of 1 MB": `{"default":"${fill("a")}`,
    "1 MB of escaped quotes": `{"x":"${fill('\\"')}`,
    "1 MB of quotes": `{"x":${fill('"')}`,
    "1 MB of keys without values": `{${fill('"hide"')}`,
    "1 MB of hidden tools": `{"hide":[${fill('"a",')}`,
    "a path of 1 MB": `{"tools":{"t":{"require":[{"conditions":[{"path":"args${fill(".a")}`,
    "a regular expression of 1 MB": `{"tools":{"t":{"require":[{"conditions":[{"op":"regex","value":"${fill("(a+)+[b-")}`,
    "1 MB of white space": `{"default"${fill(" ")}`,
    "50,000 opening brackets": "[".repeat(50_000),
    "50,000 opening braces": '{"tools":'.repeat(50_000),
    "50,000 brackets, closed": `{"value":${"[".repeat(25_000)}${"]".repeat(25_000)}}`,
    "50,000 groups": `{"tools":{"t":{"require":[{"conditions":[{"op":"regex","value":"${"(".repeat(50_000)}"}]}]}}}`,
    "50,000 closing brackets": "]}".repeat(25_000),
  };
  for (const [title, line] of Object.entries(lines)) {
    await check(`${title}: the tokenizer comes to the end`, () => {
      const first = grammar.tokenizeLine2(line, null);
      assert.equal(first.stoppedEarly, false);
      grammar.tokenizeLine2("}", first.ruleStack);
    });
  }
}

// ---- The language configuration

async function checkConfiguration() {
  const configuration = readJson(root, "syntaxes/language-configuration.json");

  // As VS Code finds a word: the match that holds or touches the cursor.
  const words = [
    ['"ai_invoice_plugins|_reload": {}', "ai_invoice_plugins_reload"],
    ['"hide": ["odoo-x.y|"]', "odoo-x.y"],
    ['{"|tools":{}}', "tools"],
    ['{"path":"args.customer|.id"}', "args.customer.id"],
    ['{"path":"args.|"}', "args."],
    ['"default": "|"', undefined],
    ['"max": 3|0,', "30"],
    ['"value": tru|', "tru"],
    ['"tools": {"cre|', "cre"],
    ['"on_deny": "Ask a|dam first."', "adam"],
    ["[|]", undefined],
  ];
  const { pattern, flags } = configuration.wordPattern;
  for (const [marked, expected] of words) {
    await check(`word at ${marked}`, () => {
      const cursor = marked.indexOf("|");
      const text = marked.replace("|", "");
      const match = [...text.matchAll(new RegExp(pattern, `g${flags ?? ""}`))].find(
        (found) => found.index <= cursor && cursor <= found.index + found[0].length,
      );
      assert.equal(match?.[0], expected);
    });
  }

  const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
  const indents = [
    ["{", true],
    ['  "tools": {', true],
    ['  { "path": "args.a",', true],
    ['  "hide": [ "a", ', true],
    ['  "limits": [{ "max": 1 }], "tools": {', true],
    ["}, {", true],
    ['  "limits": [{ "max": 1 }],', false],
    ['  "value": "[a"', false],
    ['  "value": "\\"{",', false],
    ["},", false],
    [`{ "x": "${"\\\\".repeat(20_000)}`, false],
    [`${"{".repeat(20_000)}"`, false],
  ];
  for (const [line, expected] of indents) {
    await check(`indents after ${line.slice(0, 40)}`, () => {
      assert.equal(new RegExp(increaseIndentPattern).test(line), expected);
    });
  }
  for (const [line, expected] of [
    ["  }", true],
    ["  ],", true],
    ['  "a": {}', false],
  ]) {
    await check(`outdents ${line}`, () => assert.equal(new RegExp(decreaseIndentPattern).test(line), expected));
  }
}

// ---- The manifest

async function checkManifest() {
  const { contributes } = readJson(root, "package.json");
  if (!contributes) return;
  const tested = readJson(here, "grammars.json").contributes.grammars.filter(({ path }) => path.includes("syntaxes/"));
  await check("package.json contributes the grammars that are tested here", () => {
    assert.deepEqual(
      (contributes.grammars ?? []).map(({ scopeName, path, injectTo }) => ({ scopeName, path, injectTo })),
      tested.map(({ scopeName, path, injectTo }) => ({ scopeName, path: path.replace("../../", "./"), injectTo })),
    );
  });
}

runFixtures();
await checkTokenizer(await loadPolicyGrammar());
await checkConfiguration();
await checkManifest();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
