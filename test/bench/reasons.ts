/** Why a goal is missed, as a sentence for the report; written after a look at where the time goes. */
export const reasons: Readonly<Record<string, string>> = {
  growth:
    "An edit looks only at the tools that it touches, but the text before and after it is compared as a whole, and the list of all tools is copied: both are fast, and grow with the text.",
  "analysis-never-slower":
    "Of 4 tools both take a fifth of a millisecond; ours also asks the rules of a reviewer, which the JSON server has no counterpart of. From 180 tools on ours is the faster one.",
  start:
    "The first version parses, validates and keeps each tool by itself, which makes more objects than one tree; profiles show mostly garbage collection.",
  "start-bundled":
    "Two fifths of the time are Node.js itself, and most of the rest is reading and compiling a program, of 0.4 MB here and of 0.5 MB there (profile).",
  "structure-never-slower":
    "Of 4 tools both take about a millisecond, most of it transport; ours also asks the rules of a reviewer. From 180 tools on ours is the faster one.",
  "memory-opened":
    "The syntax tree of each tool and its member are kept for the next edit; most of it is garbage of the first parse that has not been collected yet.",
  memory:
    "Of 4 tools, 11 MB are room for young objects, which V8 makes while much is asked for and keeps (measured with a bound for it). The rules and what they need take 8 MB, completions and hovers 9 MB, the tools of the catalogue among it; 80 edits take 6 MB in either.",
  completion: "The names that are already listed are collected again for each request.",
  letter:
    "The answer waits for the analysis of the letter, with the rules; and the names that are already listed are collected again for each request.",
  "fix-all":
    "Fixing is a quarter of it: all is parsed, validated and shown to the rules before and after it as well, and another quarter is garbage collection (20,000 old tools, profile).",
  "catalogue-10000-first": "The first items that are made run before the engine has compiled what makes them.",
  "decide-before":
    "Finding the plan of the tool, looking through the arguments for numbers beyond a double, and comparing are about equal parts of what is left.",
  "decide-traced-before":
    "A trace says what each argument is, in words: writing these sentences is most of what is left.",
  "replay-before":
    "Reading the lines as JSON is a third of all work, and alone takes half of the time that the goal leaves. What a line loses on the way to a value was not looked for then. The other threads take their share of the rest; the counting stays in one.",
  "test-before":
    "A call that is repeated is checked and traced once. What is left is the counting of its limits, in one thread.",
  "check-before":
    "More rules than then look at each tool: they take half of the time, and no function of ours more than a twentieth (600 policies, profile). Each thread loads the program first, and takes a second longer for its first 100 policies than for 100 later ones, until the engine has compiled what is asked often.",
  ...forSizes(
    "started",
    [4, 180, 1_000],
    "Two fifths of the time are Node.js itself, and most of the rest is reading and compiling a program: ours is one of 0.4 MB with what the first problems need, theirs one of 0.5 MB (profile).",
  ),
  ...forSizes(
    "opened",
    [180],
    "The code is cold: a quarter of the time is finding where the members end, character by character, three tenths are validating, and a tenth is collecting garbage; an eighth is looking at patterns, which the JSON server does not (profile).",
  ),
  ...forSizes(
    "completed",
    [4, 180],
    "Ours lists the tools of a catalogue, which the JSON server does not have: writing these 34 kB as JSON and reading them again takes a quarter of a millisecond, and choosing and making the items a tenth (measured one by one).",
  ),
  "letter-12":
    "The slowest is the first letter: two fifths of it are making the 600 items, which no list had before, and a tenth is copying the text (profile).",
  ...forSizes(
    "edit",
    [4],
    "Of an eighth of a millisecond two fifths are rules, many small ones about the whole policy and more than then; a fifth is parsing (profile).",
  ),
  ...forSizes(
    "comma",
    [10_000, 100_000],
    "The first edit that breaks a version looks once at whether all its lines show its tools, and moves what lies behind the edit in the list of where lines begin; every other one looks at what it touches.",
  ),
};

function forSizes(id: string, sizes: readonly number[], reason: string): Readonly<Record<string, string>> {
  return Object.fromEntries(sizes.map((tools) => [`${id}-${tools}`, reason]));
}
