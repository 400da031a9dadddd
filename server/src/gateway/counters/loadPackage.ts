import { codeOf } from "../../disk/codeOf";
import { reasonOf } from "../../policy/words/plain/reasonOf";

/** A package cannot be had; a sentence that says what to do. */
export class MissingPackage extends Error {}

/** Packages that are not part of the command line: one has programs for each machine, the other is seldom needed. */
const loaders = {
  // The names are written out so that the bundler sees that they stay outside.
  lmdb: () => import("lmdb"),
  "@redis/client": () => import("@redis/client"),
} as const;

/** Loads a package that is installed beside the command line. Throws a `MissingPackage`. */
export async function loadPackage<Package>(name: keyof typeof loaders, wantedFor: string): Promise<Package> {
  try {
    return (await loaders[name]()) as unknown as Package;
  } catch (error) {
    const isMissing = /MODULE_NOT_FOUND$/.test(String(codeOf(error)));
    throw new MissingPackage(
      isMissing
        ? `${wantedFor} need the package ${name}, which is not part of mcp-policy. Install it in the same place, as with npm install --global ${name}.`
        : `The package ${name} cannot be used here: ${reasonOf(error)}`,
    );
  }
}
