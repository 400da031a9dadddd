/** What a file is to this product: a policy, the tests of one, or the project's settings. */
export type PolicyFileKind = "policy" | "test" | "config";

/** What the files of policy tests are called, in any folder. */
export const testFileEnd = ".policy-test.json";

/** The folder of the project's settings, and of what is imported: no policy is ever in it. */
const ownFolder = ".mcp-policy";

/** The folder that the vendor's tools keep policies in, under any name. */
const vendorFolder = ".policylayer";

/**
 * Patterns of the files that may be policies, and of tests. A name that one of them matches is still asked about here:
 * `.policylayer/github.policy-test.json` is a test.
 */
export const policyPatterns: readonly string[] = ["**/policy.json", "**/*.policy.json", `**/${vendorFolder}/*.json`];
export const testPattern = `**/*${testFileEnd}`;
/** The pattern of configurations. */
export const configPattern = `**/${ownFolder}/config.json`;
/** The pattern of the tools of imported servers. */
export const serverPattern = `**/${ownFolder}/servers/*.json`;

/**
 * What a path or an address names, by its name alone; undefined for any other file. The editor, the language server, the
 * command line, the hook and the action all ask here. The case of letters does not count: it does not for the language of
 * an editor's file, nor for the disks of Windows and macOS.
 */
export function policyFileKind(pathOrUri: string): PolicyFileKind | undefined {
  const segments = withoutQuery(pathOrUri).toLowerCase().split(/[\\/]/);
  const name = segments.pop() ?? "";
  const folder = segments.at(-1);
  if (name.endsWith(testFileEnd)) return "test";
  if (segments.includes(ownFolder)) return folder === ownFolder && name === "config.json" ? "config" : undefined;
  const isPolicy =
    name === "policy.json" || name.endsWith(".policy.json") || (folder === vendorFolder && name.endsWith(".json"));
  return isPolicy ? "policy" : undefined;
}

/** An address such as that of a file's older version ends with a query. In a path `?` and `#` are characters as others. */
function withoutQuery(pathOrUri: string): string {
  // One letter before the colon is a disk of Windows.
  return /^[a-z][a-z\d+.-]+:/i.test(pathOrUri) ? pathOrUri.replace(/[?#].*$/s, "") : pathOrUri;
}
