import { policyFileKind } from "../../policy/policyFiles";
import type { ProjectConfig } from "./projectConfig";

/**
 * What is looked for in folders under a configuration: a file that is called so, unless it is excluded, or one that is
 * included as a policy. `inside` is the path from the folder that the configuration is about, with slashes.
 */
export function configuredKind(inside: string, { files }: ProjectConfig): "policy" | "test" | undefined {
  const kind = policyFileKind(inside);
  if (kind === "config" || files.exclude.some((matches) => matches(inside))) return undefined;
  return kind ?? (files.include.some((matches) => matches(inside)) ? "policy" : undefined);
}
