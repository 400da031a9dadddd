/** A case of JUnit's XML. */
export interface JunitCase {
  readonly name: string;
  /** What is worth a word of a case that has passed. */
  readonly remark?: string;
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

function lines(file: string, { name, failure, remark }: JunitCase): string[] {
  const start = `    <testcase classname="${file}" name="${xml(name)}"`;
  if (failure === undefined && remark === undefined) return [`${start}/>`];
  if (failure === undefined)
    return [`${start}>`, `      <system-out>${xml(remark ?? "")}</system-out>`, "    </testcase>"];
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

/**
 * XML has no way to write most control characters, nor half a surrogate pair; and those that are not seen, or turn the
 * direction, would come to life in a viewer. What begins a command of a CI server is written as an entity, which means
 * the same.
 */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|(?![\u200C\u200D])[\p{Cf}\p{Zl}\p{Zp}]|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll("##", "&#35;&#35;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\t", "&#9;");
}
