import { Option } from "commander";

/** An option that may be given several times: all its values, in their order; undefined when it is not given. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] = []) => [
    ...before,
    value,
  ]);
}
