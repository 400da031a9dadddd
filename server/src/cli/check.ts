import { Argument, Command, Option } from "commander";
import type { Diagnostic } from "vscode-languageserver-types";
import { removeStaleDrafts } from "../disk/drafts";
import { policyFileKind } from "../policy/policyFiles";
import type { Severity } from "../policy/text/problem";
import { counted } from "../policy/words/plain/plural";
import { inOrder } from "./checking/inOrder";
import { documentPages } from "./documentPages";
import { environment } from "./environment";
import { findFiles } from "./findFiles";
import { type CheckedFile, type Format, isAsBadAs, type LeftAlone, severities, severityOf } from "./formats/checked";
import { github } from "./formats/github";
import { json } from "./formats/json";
import { junit } from "./formats/junit";
import { sarif } from "./formats/sarif";
import { text } from "./formats/text";
import { type ConfigChoice, isBroken, ProjectConfigs, withConfigOptions } from "./projectConfig";
import { slashed } from "./readText";
import { reportRoot } from "./reportRoot";
import { hasUnreadServers } from "./servers/unreadServers";
import { complain, note, print, UsageError } from "./terminal";

const formats = { text, json, sarif, junit, github } satisfies Record<string, Format>;

interface Options {
  readonly format: keyof typeof formats;
  readonly severity?: Severity;
  readonly fix?: true;
  readonly settings?: string;
  readonly root?: string;
  readonly config?: ConfigChoice;
  readonly docs?: string;
  readonly allowOthers?: true;
}

const examples = `
A folder means the policies in it and below, chosen as in the editor, without node_modules and .git. A file that you
name is always checked. Everything is listed, and a warning or an error ends with 1. With --severity only findings of
that severity or worse are listed, and any of them ends with 1. A file that cannot be read ends with 2; the others are
still checked. When all files are other products' policies, nothing is checked and it ends with 2, unless
--allow-others is given.

Examples:
  mcp-policy check
  mcp-policy check policies --format sarif > policies.sarif
  mcp-policy check --fix --severity error .policylayer/github.json
  cat policy.json | mcp-policy check -`;

/** `check`: all that there is to say about policies. */
export function checkCommand(): Command {
  return withConfigOptions(new Command("check"))
    .description("check policies: errors, and rules")
    .addArgument(
      new Argument("[files...]", "files, folders, quoted patterns, or - for standard input").default(["."], "."),
    )
    .addOption(new Option("-f, --format <format>", "how to print it").choices(Object.keys(formats)).default("text"))
    .addOption(
      new Option("-s, --severity <severity>", "minimum severity to list; anything listed ends with 1").choices(
        severities,
      ),
    )
    .option("--fix", "first apply the automatic fixes; for - the fixed text is printed")
    .option("--settings <file>", 'JSON with "rules" and "silencedTools", as in the editor\'s settings')
    .option("--root <folder>", "what paths in github, sarif and junit are relative to (default: the repository)")
    .option("--allow-others", "end with 0 when all files are other products' policies, as in a hook")
    .option("--docs <address>", "address of the folder docs, for links in sarif")
    .addHelpText("after", examples)
    .action(check);
}

async function check(words: readonly string[], options: Options): Promise<void> {
  const { format, severity, fix, settings, allowOthers } = options;
  if (words.includes("-") && words.length > 1) throw new UsageError("Standard input (-) is checked by itself.");
  if (words.includes("-") && settings === "-")
    throw new UsageError("Policy and settings cannot both be read from standard input.");
  const root = reportRoot(options.root);
  const pageOf = documentPages(options.docs);
  const known = await environment(settings);
  const configs = new ProjectConfigs(options.config);
  if (typeof options.config === "string") await configs.read(options.config);
  const takes = async (path: string): Promise<boolean> =>
    policyFileKind(path) === "config" || (await configs.takes(path, "policy"));
  const { files, lost } = await findFiles(words, { takes, name: "policies" });
  const checked: CheckedFile[] = lost.map(({ path, problem }) => ({ path: slashed(path), diagnostics: [], problem }));
  if (fix === true && !words.includes("-")) await removeStaleDrafts(files.map(({ path }) => path));
  const leftAlone: LeftAlone[] = [];
  for await (const found of inOrder(files, known, configs, { fixes: fix === true, config: options.config })) {
    if ("product" in found) leftAlone.push(found);
    else checked.push(found);
  }
  for (const { path, diagnostics, problem } of configs.used())
    checked.push({ path: slashed(path), diagnostics, ...(problem !== undefined && { problem }) });
  const listed = checked.map((file) => ({
    ...file,
    diagnostics: file.diagnostics.filter((each) => isAsBadAs(severityOf(each), severity ?? "hint")),
  }));
  const failsAt = severity ?? "warning";
  const report = formats[format]({ files: listed, leftAlone, failsAt, root, pageOf });
  // The fixed text is the result then.
  print(report, format === "github" ? "workflow" : "text", fix === true && words.includes("-") ? "err" : "out");
  const unread = listed.flatMap(({ problem }) => problem ?? []);
  unread.forEach(complain);
  const found = listed.flatMap((file) => file.diagnostics).map(severityOf);
  const isNothing = leftAlone.length > 0 && listed.length === 0;
  if (isNothing) (allowOthers === true ? note : complain)(nothingInWords(leftAlone.length));
  else if (format === "text" && listed.length + leftAlone.length > unread.length)
    note(inWords(listed, leftAlone.length, unread.length));
  const broken = configs.used().filter(isBroken);
  for (const { path, problem } of broken)
    if (problem === undefined) complain(`${slashed(path)} has errors: what is wrong in it has no effect.`);
  if (unread.length + broken.length > 0 || hasUnreadServers() || (isNothing && allowOthers !== true))
    process.exitCode = 2;
  else if (found.some((each) => isAsBadAs(each, failsAt))) process.exitCode = 1;
}

/** Where no file is looked at, that is not "nothing found". */
function nothingInWords(leftAlone: number): string {
  const which =
    leftAlone === 1 ? "the file is another product's policy" : `all ${leftAlone} files are other products' policies`;
  return `Nothing was checked: ${which}.`;
}

function inWords(files: readonly CheckedFile[], foreign: number, unread: number): string {
  const all = files.flatMap((file) => file.diagnostics);
  const found = all.filter((each) => !isNotice(each));
  const parts = severities.flatMap((severity) => {
    const count = found.filter((each) => severityOf(each) === severity).length;
    return count === 0 ? [] : [counted(count, severity, severity === "information" ? severity : undefined)];
  });
  const others = [foreign > 0 ? `, ${foreign} left alone` : "", unread > 0 ? `, ${unread} could not be` : ""].join("");
  const more = found.length < all.length ? ", and more that are not listed" : "";
  const words = parts.length === 0 ? "nothing found" : `${parts.join(", ")}${more}`;
  return `${counted(files.length - unread, "file")} checked${others}: ${words}.`;
}

/** Whether it only says that others are left out of the list. */
function isNotice({ code }: Diagnostic): boolean {
  return code === "too-many-problems";
}
