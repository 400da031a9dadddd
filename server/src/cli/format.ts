import { Argument, Command, Option } from "commander";
import { TextDocument } from "vscode-languageserver-textdocument";
import { removeStaleDrafts } from "../disk/drafts";
import { replaceFile } from "../disk/replaceFile";
import { type Layout, layouts } from "../policy/edit/formatText";
import { layoutOf } from "../policy/edit/layout";
import { counted } from "../policy/words/plain/plural";
import { formatPolicy, whyNotFormatted } from "../service/actions/formatting";
import type { Environment } from "../service/environment";
import { snapshotOf } from "../service/snapshot";
import { environment } from "./environment";
import { type FoundFile, findFiles } from "./findFiles";
import { type ConfigChoice, ProjectConfigs, withConfigOptions } from "./projectConfig";
import { nameOf, readText, slashed, unreadable } from "./readText";
import { complain, note, print, printDocument, UsageError } from "./terminal";

interface Options {
  readonly check?: true;
  readonly layout: Layout;
  readonly config?: ConfigChoice;
}

const examples = `
Only white space changes. One blank line between entries, the indentation of the file, its line ends and whether it ends
with one stay as they are. Lists what has changed, or with --check what would, and ends with 1 for that. A file that is
not valid JSON, but for comments and commas before a closing bracket, stays as it is, and ends with 2.

Layouts:
  expanded  each field and each element on a line of its own
  compact   an object or array that contains no other object, such as a condition, a limit or the names in hide, on one
            line where it fits into 120 columns; a comment or a blank line inside keeps it expanded

Examples:
  mcp-policy format
  mcp-policy format --check --layout compact policies
  cat policy.json | mcp-policy format -`;

/** `format`: lays out policies as the editor does. */
export function formatCommand(): Command {
  return withConfigOptions(new Command("format"))
    .description("format policies, or check that they are formatted")
    .addArgument(
      new Argument("[files...]", "files, folders, quoted patterns, or - for standard input").default(["."], "."),
    )
    .addOption(new Option("-l, --layout <layout>", "how to lay them out").choices(layouts).default("expanded"))
    .option("--check", "change nothing; list the files that would change, and end with 1 for any")
    .addHelpText("after", examples)
    .action(format);
}

async function format(words: readonly string[], { check, layout, config }: Options): Promise<void> {
  if (words.includes("-") && words.length > 1) throw new UsageError("Standard input (-) is formatted by itself.");
  const bare = await environment();
  const known = { ...bare, settings: { ...bare.settings, layout } };
  const configs = new ProjectConfigs(config);
  const { files, lost } = await findFiles(words, {
    takes: (path) => configs.takes(path, "policy"),
    name: "policies",
  });
  if (check !== true && !words.includes("-")) await removeStaleDrafts(files.map(({ path }) => path));
  const failures = lost.map(({ problem }) => problem);
  const changed: string[] = [];
  for (const file of files)
    try {
      if (await formatFile(file, known, check === true)) changed.push(nameOf(slashed(file.path)));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push(error.message);
    }
  if (!words.includes("-") || check === true) print(changed.join("\n"));
  failures.forEach(complain);
  const verb = check === true ? "would change" : "formatted";
  if (!words.includes("-"))
    note(`${counted(files.length, "file")} looked at: ${counted(changed.length, "file")} ${verb}.`);
  if (failures.length > 0) process.exitCode = 2;
  else if (check === true && changed.length > 0) process.exitCode = 1;
}

/** Formats one file; tells whether that changes it. */
async function formatFile({ path, isNamed }: FoundFile, known: Environment, checks: boolean): Promise<boolean> {
  const { text, hasMark, bytes } = await readText(path);
  const snapshot = snapshotOf(text);
  const reason = whyNotFormatted(snapshot);
  if (reason !== undefined && (path !== "-" || checks)) {
    if (snapshot.foreign === undefined) throw new UsageError(`${nameOf(slashed(path))} is not formatted: ${reason}`);
    note(`${nameOf(slashed(path))} is a policy of ${snapshot.foreign}, and is left alone.`);
    return false;
  }
  const after = TextDocument.applyEdits(snapshot.textDocument, formatPolicy(snapshot, known, layoutOf(text)));
  const written = hasMark ? `\uFEFF${after}` : after;
  if (path === "-" && !checks) printDocument(written);
  if (path === "-" && reason !== undefined) throw new UsageError(`Standard input is not formatted: ${reason}`);
  if (after === text) return false;
  if (path !== "-" && !checks)
    await replaceFile(path, bytes, Buffer.from(written), { followsLinks: isNamed }).catch((error: unknown) => {
      throw unreadable(path, error);
    });
  return true;
}
