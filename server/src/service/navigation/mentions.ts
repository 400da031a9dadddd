import type { Range } from "vscode-languageserver-types";
import { rangeOf, type Snapshot } from "../snapshot";
import { mentionsOf } from "./names";

/** A place where a tool is named, as an editor counts places. */
export interface NamedPlace {
  readonly range: Range;
  /** "tools": the key that holds its rules. "hide": an entry. "call": a test's. "expected": within what a test expects. */
  readonly place: "tools" | "hide" | "call" | "expected";
  /** What the string at the range has before and after the name. */
  readonly before: string;
  readonly after: string;
}

/** The places of some tools in one file: a policy, or the tests of one. A plain value, which can come from another thread. */
export interface FileMentions {
  readonly uri: string;
  /** The same in the one spelling that addresses are compared in. */
  readonly address: string;
  /** The version that an editor has open; null for a file on the disk. */
  readonly version: number | null;
  /** By the tool's name, in the order of the text. */
  readonly byName: ReadonlyMap<string, readonly NamedPlace[]>;
  /** Of tests, where their policy may be, best first; undefined for a policy. */
  readonly policies: readonly string[] | undefined;
}

/** Where a policy names these tools. */
export function policyMentions(snapshot: Snapshot, names: readonly string[], version: number | null): FileMentions {
  return {
    uri: snapshot.uri,
    address: snapshot.uri,
    version,
    policies: undefined,
    byName: new Map(
      names.map((name) => [
        name,
        mentionsOf(snapshot, { kind: "tool", name }).flatMap(({ span, place }) =>
          place === "limit" ? [] : [{ range: rangeOf(snapshot, span), place, before: "", after: "" }],
        ),
      ]),
    ),
  };
}

/** Where a file names a tool. */
export function placesIn({ byName }: FileMentions, name: string): readonly NamedPlace[] {
  return byName.get(name) ?? [];
}

/**
 * The files that speak of the tool: the policies that name it, and the tests of those policies. The tests of another policy
 * mean another tool.
 */
export function filesAbout(files: readonly FileMentions[], name: string): readonly FileMentions[] {
  const policies = new Map(files.filter(({ policies }) => policies === undefined).map((file) => [file.address, file]));
  return files.filter((file) => {
    if (placesIn(file, name).length === 0) return false;
    if (file.policies === undefined) return true;
    const own = file.policies.flatMap((address) => policies.get(address) ?? [])[0];
    return own !== undefined && placesIn(own, name).length > 0;
  });
}
