#!/bin/sh
# refa gives the words of an automaton shortest first (`wordSets`), but goes along every way through the automaton, and marks
# no state that it has been to. Of "any text with this piece in it" there are exponentially many ways: for the host name of a
# URL the process ran out of memory before the first word. `FAIterators.shortestWordSet` marks states, and needs as many steps
# as there are states.
#
# Counts the steps to the first word of "any text with a piece of 3, 6 or 9 letters in it" for both; fails when those of
# `wordSets` no longer grow more than fourfold each time, or when those of `shortestWordSet` do.
#
# Seen with refa 0.12.1.
#
# Needs Node.js and npm.
set -eu
REFA=0.12.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . "refa@$REFA" >/dev/null
cat >count.cjs <<'JS'
const { CharSet, DFA, FAIterators, NFA, Words } = require("refa");
const maxCharacter = 0x10ffff;
function containing(piece) {
  const around = NFA.fromCharSet(CharSet.all(maxCharacter));
  around.quantify(0, Infinity);
  const found = NFA.fromWords([Words.fromStringToUnicode(piece)], { maxCharacter });
  found.append(around);
  found.prepend(around);
  const dfa = DFA.fromFA(found);
  dfa.minimize();
  return dfa;
}
function steps(length, find) {
  const dfa = containing("abcdefghi".slice(0, length));
  const { initial, getOut, isFinal } = dfa.transitionIterator();
  let count = 0;
  find({ initial, getOut, isFinal: (state) => (count++, isFinal(state)) });
  return count;
}
const everyWay = (iterator) => FAIterators.iterateWordSets(iterator).next();
const marked = (iterator) => FAIterators.shortestWordSet(iterator);
const [ways, states] = [everyWay, marked].map((find) => [3, 6, 9].map((length) => steps(length, find)));
console.log(`3, 6 and 9 letters: ${ways} steps along every way, ${states} with states marked`);
const grows = ([few, more, most]) => more > 4 * few && most > 4 * more;
process.exit(grows(ways) && !grows(states) ? 0 : 1);
JS
node count.cjs
