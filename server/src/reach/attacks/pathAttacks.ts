import type { Condition } from "../../policy/model/policy";
import { quote } from "../../policy/words/plain/quote";
import { allowedText } from "./allowedText";
import { comparedText } from "./comparedText";
import { firstCallWith } from "./firstCallWith";
import type { GuardedArgument } from "./guardedTool";
import type { Hole } from "./hole";
import { passes } from "./passes";

/** Operators of `require` that name more than a list of texts. */
const open = new Set(["regex", "contains"]);

/** Files that no rule about a folder means to open. */
const elsewhere = ["/etc/passwd", "/root/.ssh/id_rsa", "C:\\Windows\\win.ini"];

/**
 * Paths that lead out of the folder that a requirement names: by `..` behind it, or since its text may be anywhere. Silent
 * where the requirement names no folder, and where any path is allowed as it is.
 */
export function pathAttacks(argument: GuardedArgument): readonly Hole[] {
  const condition = argument.required.find(({ op }) => open.has(op));
  if ((argument.kind !== "path" && argument.kind !== "url") || condition === undefined) return [];
  const allowed = allowedText(argument);
  if (argument.kind === "url") return allowed === undefined ? [] : urlAttacks(argument, condition, allowed);
  const folder = folderOf(allowed ?? "");
  if (allowed === undefined || !/[^/.]/.test(folder) || elsewhere.some((each) => passes(argument, each))) return [];
  return [
    ...holeBy(argument, condition, outOf(folder, allowed), `".." leads out of ${quote(folder)}`),
    ...(folder.startsWith("/")
      ? holeBy(argument, condition, otherRoots(allowed), `${quote(folder)} need not be at its start`)
      : []),
  ];
}

/**
 * Addresses that lead out of the folder of a URL, as clients resolve them before they ask the host. Only of a folder that
 * the requirement names, and where no other page of the host passes as it is.
 */
function urlAttacks(argument: GuardedArgument, condition: Condition, allowed: string): readonly Hole[] {
  const [, start = "", path = ""] = /^(https?:\/\/[^/?#]+)(\/[^?#]*)/.exec(allowed) ?? [];
  const isOpenFolder = !path.endsWith("/") && passes(argument, `${start}${path}/`);
  const folder = isOpenFolder ? `${path}/` : folderOf(path);
  const [first = "", ...others] = folder.split("/").filter((segment) => segment !== "");
  const isMeant = first.length > 1 && comparedText(condition).replaceAll("\\", "").includes(`/${first}`);
  if (!isMeant || passes(argument, `${start}/`) || passes(argument, `${start}/x`)) return [];
  const values = ["..", "%2e%2e", "%2E%2E", ".%2e", "%2e."].map(
    (up) => `${start}${folder}${`${up}/`.repeat(others.length + 1)}admin`,
  );
  return holeBy(argument, condition, values, `clients resolve it to ${quote(`${start}/admin`)}`, "URL");
}

const isWindows = (path: string): boolean => /^(?:[A-Za-z]:|\\)\\/.test(path);

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf(isWindows(path) ? "\\" : "/") + 1);
}

/** Paths that begin with a folder and end somewhere else. */
export function outOf(folder: string, allowed: string): readonly string[] {
  if (isWindows(folder)) return [`${folder}${"..\\".repeat(folder.split("\\").length - 2)}Windows\\win.ini`];
  const levels = folder.split("/").filter((segment) => segment !== "").length;
  const up = "../".repeat(levels);
  const name = allowed.slice(folder.length);
  return [
    `${folder}${up}etc/passwd`,
    `${folder}${up}etc/${name}`,
    `${folder}${name}/${up}../etc/passwd`,
    // On Unix, a backslash is a character of a name.
    ...(folder.startsWith("/") ? [] : [`${folder}${up.replaceAll("/", "\\")}etc\\passwd`]),
    `${folder}${up}${allowed.replace(/^\//, "")}`,
    `${folder}${up}`,
    `${folder}..`,
  ];
}

/** Paths that have another one in them. */
export function otherRoots(allowed: string): readonly string[] {
  return [`/tmp${allowed}`, `/home/mallory${allowed}`, `/tmp${allowed}secret`];
}

function holeBy(
  argument: GuardedArgument,
  condition: Condition,
  values: readonly string[],
  why: string,
  what = "path",
): Hole[] {
  const found = firstCallWith(argument, values);
  if (found === undefined) return [];
  const says = `The ${what} ${quote(found.value)} passes: ${why}.`;
  return [{ condition, ...found, says }];
}
