import { writeFile } from "node:fs/promises";
import { Argument, Command, Option } from "commander";
import type { Severity } from "../policy/problem";
import { fixAll } from "../service/codeActions";
import { diagnostics } from "../service/diagnostics";
import type { Environment } from "../service/environment";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import { environment } from "./environment";
import { findFiles } from "./findFiles";
import { type CheckedFile, type Format, severities, severityOf } from "./formats/checked";
import { github } from "./formats/github";
import { json } from "./formats/json";
import { junit } from "./formats/junit";
import { sarif } from "./formats/sarif";
import { text } from "./formats/text";
import { nameOf, type ReadText, readText, slashed, unreadable } from "./readText";
import { counted, note, print, UsageError } from "./terminal";

const formats = { text, json, sarif, junit, github } satisfies Record<string, Format>;

interface Options {
  readonly format: keyof typeof formats;
  readonly severity?: Severity;
  readonly fix?: true;
  readonly settings?: string;
}

const examples = `
Lists everything, and ends with 1 for a warning or an error. With --severity, what is less bad is not listed, and all
that is listed ends with 1.

Examples:
  mcp-policy check policy.json
  mcp-policy check "**/{policy.json,*.policy.json}" --format sarif > policies.sarif
  mcp-policy check --fix --severity error .policylayer/github.json
  cat policy.json | mcp-policy check -`;

/** `check`: all that there is to say about policies. */
export function checkCommand(): Command {
  return new Command("check")
    .description("say what is wrong with policies, and what a reviewer would say")
    .addArgument(new Argument("<files...>", "files, quoted patterns, or - for standard input"))
    .addOption(new Option("-f, --format <format>", "how to print it").choices(Object.keys(formats)).default("text"))
    .addOption(
      new Option("-s, --severity <severity>", "the least that is listed, and that ends with 1").choices(severities),
    )
    .option("--fix", "first mend what nobody has to think about; for - the mended text is printed")
    .option("--settings <file>", 'JSON with "rules" and "silencedTools", as in the editor\'s settings')
    .addHelpText("after", examples)
    .action(check);
}

async function check(words: readonly string[], { format, severity, fix, settings }: Options): Promise<void> {
  const paths = await findFiles(words);
  if (paths.includes("-") && paths.length > 1) throw new UsageError("Standard input (-) is checked by itself.");
  if (paths.includes("-") && settings === "-")
    throw new UsageError("Policy and settings cannot both be read from standard input.");
  const known = await environment(settings);
  const files: CheckedFile[] = [];
  let foreign = 0;
  const texts: [string, ReadText][] = [];
  // All are read before one is changed: a file that cannot be read leaves the others as they are.
  for (const path of paths) texts.push([path, await readText(path)]);
  for (const [path, read] of texts) {
    const snapshot = fix === true ? await mend(path, read, known) : snapshotOf(read.text);
    if (snapshot.foreign !== undefined) {
      foreign++;
      note(`${nameOf(path)} is a policy of ${snapshot.foreign}, and is left alone.`);
    } else
      files.push({
        path: slashed(path),
        diagnostics: diagnostics(snapshot, known).filter((each) => isListed(severityOf(each), severity ?? "hint")),
      });
  }
  const report = formats[format](files);
  // The mended text is the result then.
  if (fix === true && paths.includes("-"))
    process.stderr.write(report === "" || report.endsWith("\n") ? report : `${report}\n`);
  else print(report);
  const found = files.flatMap((file) => file.diagnostics);
  if (format === "text") note(inWords(found.map(severityOf), files.length, foreign));
  if (found.some((each) => isListed(severityOf(each), severity ?? "warning"))) process.exitCode = 1;
}

/** Writes the mended text over the file, or to standard output. */
async function mend(path: string, { text: before, hasMark }: ReadText, known: Environment): Promise<Snapshot> {
  const snapshot = snapshotOf(before);
  const isOurs = snapshot.foreign === undefined && !snapshot.isOversized;
  const after = isOurs ? fixAll(before, known) : before;
  const written = hasMark ? `\uFEFF${after}` : after;
  if (path === "-") process.stdout.write(written);
  else if (after !== before)
    await writeFile(path, written).catch((error: unknown) => {
      throw unreadable(path, error);
    });
  return snapshotOf(after);
}

function isListed(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

function inWords(found: readonly Severity[], files: number, foreign: number): string {
  const parts = severities.flatMap((severity) => {
    const count = found.filter((each) => each === severity).length;
    return count === 0 ? [] : [severity === "information" ? `${count} information` : counted(count, severity)];
  });
  const checked = `${counted(files, "file")} checked${foreign > 0 ? `, ${foreign} left alone` : ""}`;
  return `${checked}: ${parts.length === 0 ? "nothing found" : parts.join(", ")}.`;
}
