#!/bin/sh
# Go's package regexp and re2js, a port of RE2, disagree on which patterns compile.
#
# Asks both about each pattern of test/policy/pattern/goPatterns.json, prints a table, and fails when an answer is no longer the
# recorded one. With --write, records the answers.
#
# Seen with go1.19.8 and re2js 2.10.0:
#  - Go refuses 17 class names that re2js takes, such as \p{Emoji} and \p{Uppercase}.
#  - Go takes two groups of one name, and [[:] for the characters [ and :; re2js refuses both.
#  - Before Go 1.25, \p{Cn}, \p{LC} and \p{Assigned} are refused; re2js takes them.
#  - Before Go 1.22, (?<name>…) is refused; re2js takes it. (The policy gateway's engine is built with Go 1.25.)
# docs/regular-expressions.md has what other versions of Go do.
#
# Needs Node.js, npm, and Go; on Debian as root, installs the package golang-go when there is no Go.
set -eu
RE2JS=2.10.0
here=$(cd "$(dirname "$0")" && pwd)
table="$here/../test/policy/pattern/goPatterns.json"

if ! command -v go >/dev/null 2>&1; then
  command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || { echo "Install Go first." >&2; exit 2; }
  apt-get install -y -q golang-go
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . "re2js@$RE2JS" >/dev/null

cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"os"
	"regexp"
	"regexp/syntax"
	"runtime"
	"unicode"
)

type row struct{ Pattern, Text string }

type answer struct {
	Matches *bool  `json:"matches,omitempty"`
	Refuses string `json:"refuses,omitempty"`
}

func ask(r row) answer {
	pattern, err := regexp.Compile(r.Pattern)
	if problem, ok := err.(*syntax.Error); ok {
		return answer{Refuses: problem.Code.String()}
	}
	matches := pattern.MatchString(r.Text)
	return answer{Matches: &matches}
}

func main() {
	var table struct{ Patterns []row }
	if err := json.NewDecoder(os.Stdin).Decode(&table); err != nil {
		panic(err)
	}
	answers := []answer{}
	for _, r := range table.Patterns {
		answers = append(answers, ask(r))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.Encode(map[string]any{"go": runtime.Version(), "unicode": unicode.Version, "answers": answers})
}
GO
GO111MODULE=off go run main.go <"$table" >go.json

cat >compare.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import { RE2JS } from "re2js";

const [tablePath, version, mode] = process.argv.slice(2);
const table = JSON.parse(readFileSync(tablePath, "utf8"));
const { answers, ...go } = JSON.parse(readFileSync("go.json", "utf8"));

function ask({ pattern, text }) {
  try {
    return { matches: RE2JS.compile(pattern).test(text) };
  } catch (problem) {
    return { refuses: problem.getDescription?.() ?? String(problem) };
  }
}

const short = (text) => (text.length > 32 ? `${text.slice(0, 31)}…` : text);
const inWords = ({ matches, refuses }) => refuses ?? (matches ? "matches" : "no match");
const patterns = table.patterns.map(({ about, pattern, text }, index) => {
  const row = { about, pattern, text };
  return { ...row, go: answers[index], re2js: ask(row) };
});
let differences = 0;
let changes = 0;
for (const [index, { pattern, text, ...answer }] of patterns.entries()) {
  const differs = "refuses" in answer.go !== "refuses" in answer.re2js || answer.go.matches !== answer.re2js.matches;
  const recorded = table.patterns[index];
  const isNew = (who) => inWords(recorded[who] ?? {}) !== inWords(answer[who]);
  const changed = (go.go === table.go && isNew("go")) || isNew("re2js");
  if (differs) differences++;
  if (changed) changes++;
  const columns = [short(JSON.stringify(pattern)).padEnd(34), short(JSON.stringify(text)).padEnd(20)];
  const marks = `${differs ? "  DIFFERS" : ""}${changed ? "  CHANGED" : ""}`;
  console.log(`${columns.join(" ")} ${inWords(answer.go).padEnd(40)} ${inWords(answer.re2js)}${marks}`);
}
console.log(`\n${patterns.length} patterns; ${go.go} (Unicode ${go.unicode}) and re2js ${version} differ in ${differences}.`);
if (mode === "--write") {
  const rows = patterns.map((row) => `    ${JSON.stringify(row)}`).join(",\n");
  const head = JSON.stringify({ ...go, re2js: version }).slice(1, -1);
  writeFileSync(tablePath, `{\n  ${head},\n  "patterns": [\n${rows}\n  ]\n}\n`);
} else {
  if (go.go !== table.go) console.log(`The recorded answers of Go are those of ${table.go}: not compared.`);
  if (changes > 0) {
    console.log(`${changes} answers have changed.`);
    process.exit(1);
  }
}
JS
node compare.mjs "$table" "$RE2JS" "${1-}"
