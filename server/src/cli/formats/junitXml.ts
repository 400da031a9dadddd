/** A case of JUnit's XML. */
export interface JunitCase {
  readonly name: string;
  /** What is wrong; undefined: it has passed. `type` says how bad it is, `text` has more of it than `message`. */
  readonly failure?: { readonly type: string; readonly message: string; readonly text: string };
}

/** Cases that belong to one file. */
export interface JunitSuite {
  readonly file: string;
  readonly cases: readonly JunitCase[];
}

/** JUnit's XML, which most CI servers read. */
export function junitXml(suites: readonly JunitSuite[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mcp-policy" ${counts(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(suite),
    "</testsuites>",
  ].join("\n");
}

function suite({ file, cases }: JunitSuite): string[] {
  const name = xml(file);
  return [
    `  <testsuite name="${name}" ${counts(cases)}>`,
    ...cases.flatMap((each) => lines(name, each)),
    "  </testsuite>",
  ];
}

function lines(file: string, { name, failure }: JunitCase): string[] {
  const start = `    <testcase classname="${file}" name="${xml(name)}"`;
  if (failure === undefined) return [`${start}/>`];
  const { type, message, text } = failure;
  return [
    `${start}>`,
    `      <failure type="${xml(type)}" message="${xml(message)}">${xml(text)}</failure>`,
    "    </testcase>",
  ];
}

function counts(cases: readonly JunitCase[]): string {
  return `tests="${cases.length}" failures="${cases.filter(({ failure }) => failure !== undefined).length}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML has no way to write most control characters, nor half a surrogate pair. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll("\n", "&#10;");
}
