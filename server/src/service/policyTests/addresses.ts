import { percentDecoded } from "../../policy/text/percentDecoded";
import { policyPathsOf } from "../../policyTests/policyPaths";

/** Addresses of the policy that a test file is about, best first. */
export function policyAddresses(uri: string, named: string | undefined): readonly string[] {
  const inFolder = uri.split("/").slice(-2).map(percentDecoded).join("/");
  return policyPathsOf(inFolder, named).flatMap((path) => addressBeside(uri, path) ?? []);
}

/** The path from a test file to another file with slashes; undefined when they do not lie on the same disk. */
export function relativePath(from: string, to: string): string | undefined {
  const folders = from.split("/").slice(0, -1).map(percentDecoded);
  const steps = to.split("/").map(percentDecoded);
  let common = 0;
  while (common < folders.length && common < steps.length - 1 && folders[common] === steps[common]) common++;
  // Scheme and host come first: "file:", "", and "" for this machine.
  if (common < 3) return undefined;
  return [...folders.slice(common).map(() => ".."), ...steps.slice(common)].join("/");
}

/**
 * The address of a path relative to a file; undefined where that has no folder. The path is a test file's: it stays a
 * path, and cannot name another scheme or host.
 */
export function addressBeside(uri: string, path: string): string | undefined {
  // Two slashes are one, as on a disk: at the start of an address they would name another machine.
  const segments = path.split(/[\\/]/).filter((segment, index) => segment !== "" || index === 0);
  if (!segments.every((segment) => isWellFormed(segment))) return undefined;
  const relative = segments.map((segment, index) =>
    segment === "" && index === 0 ? "." : encodeURIComponent(segment),
  );
  const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
  if (!folder.includes(":/")) return undefined;
  try {
    return new URL(relative.join("/"), folder).href;
  } catch {
    return undefined;
  }
}

/** Half of a surrogate pair cannot be part of an address. */
function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}
