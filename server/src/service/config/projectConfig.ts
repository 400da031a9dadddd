import type { Assumptions } from "../../policy/model/assumptions";
import type { Problem } from "../../policy/text/problem";
import type { RuleSetting } from "../settings";

/** Where a repository keeps its configuration, below the folder that it is about. */
export const configPath = ".mcp-policy/config.json";

/** What a problem of the configuration is about. */
export type ConfigProblemCode = "config-syntax" | "config-value" | "config-unknown" | "config-pattern";

/** One thing that is wrong with a configuration. */
export type ConfigProblem = Pick<Problem, "severity" | "span" | "message"> & { readonly code: ConfigProblemCode };

/** The committed configuration of a repository, which editor and command line read alike. */
export interface ProjectConfig {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly silenced: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files that are policies beside those that are called so, and those that are not looked for. */
  readonly files: { readonly include: readonly FileMatcher[]; readonly exclude: readonly FileMatcher[] };
  readonly assumptions: Partial<Assumptions>;
  /** Which server the policies of a pattern are about; the first that fits counts. */
  readonly servers: readonly { readonly matches: FileMatcher; readonly server: string }[];
  /** Places of tools that may differ from what was imported, as `--ignore` takes them. */
  readonly drift: { readonly ignore: readonly string[] };
  /** In the order of the text. What is wrong is left out; the rest holds. */
  readonly problems: readonly ConfigProblem[];
}

/** Whether a path, with slashes and from the folder that the configuration is about, is meant. */
export type FileMatcher = (path: string) => boolean;

/** Nothing is configured. */
export const emptyConfig: ProjectConfig = {
  rules: new Map(),
  silenced: new Map(),
  files: { include: [], exclude: [] },
  assumptions: {},
  servers: [],
  drift: { ignore: [] },
  problems: [],
};
