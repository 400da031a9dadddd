#!/bin/sh
# yaml (eemeli) looks for equal keys of a mapping by comparing each key with each: the work grows with the square of their
# number. With uniqueKeys: false it does not, and a caller can look for equal keys in one pass.
#
# Counts the comparisons, through a uniqueKeys function of one's own, for n and 4n keys; fails when they no longer grow by
# about 16 times.
#
# Seen with yaml 2.9.1: 499,500 comparisons for 1,000 keys, 7,998,000 for 4,000.
#
# Needs Node.js and npm.
set -eu
YAML=2.9.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . "yaml@$YAML" >/dev/null
cat >count.cjs <<'JS'
const { parse } = require("yaml");
function comparisons(keys) {
  let count = 0;
  const text = Array.from({ length: keys }, (_, index) => `k${index}: 1\n`).join("");
  parse(text, { uniqueKeys: () => { count++; return false; } });
  return count;
}
const [few, many] = [comparisons(1000), comparisons(4000)];
console.log(`1,000 keys: ${few} comparisons, 4,000 keys: ${many}`);
process.exit(many > 12 * few ? 0 : 1);
JS
node count.cjs
