import { createHash, timingSafeEqual } from "node:crypto";
import { readRegularFile } from "../../disk/readRegularFile";
import { isJsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { membersOf } from "../json/members";

/** Grants by their bearer tokens. */
export interface Tokens {
  /** The grant of an `Authorization` header; undefined when there is none for it. */
  grantOf(authorization: string | undefined): string | undefined;
}

/** Shorter ones can be guessed. */
const shortest = 16;

/** Reads a file of tokens, `{"<grant>": "<token>"}`. Throws a sentence. */
export async function readTokens(path: string): Promise<Tokens> {
  const bytes = await readRegularFile(path);
  const text = bytes.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (!isJsonObject(value) || Object.keys(value).length === 0)
    throw new Error(`${path} has no tokens. It is like {"<grant>": "<token>"}.`);
  const grants = membersOf(text).map(({ key }) => key);
  const twice = grants.find((grant, index) => grants.indexOf(grant) < index);
  if (twice !== undefined) throw new Error(`The grant ${quote(twice)} is in ${path} twice.`);
  const digests = Object.entries(value).map(([grant, token]) => {
    // Others cannot be in a header.
    if (typeof token !== "string" || token.length < shortest || !/^[!-~]*$/.test(token))
      throw new Error(
        `The token of ${grant} in ${path} must be a string of at least ${shortest} ASCII characters without spaces.`,
      );
    return { grant, digest: digestOf(token) };
  });
  const different = new Set(digests.map(({ digest }) => digest.toString("hex")));
  if (different.size < digests.length) throw new Error(`Two grants in ${path} have the same token.`);
  return {
    grantOf(authorization) {
      const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) return undefined;
      const asked = digestOf(token);
      let found: string | undefined;
      // All of them, however soon one is found: the time says nothing about a token.
      for (const { grant, digest } of digests) if (timingSafeEqual(digest, asked)) found = grant;
      return found;
    },
  };
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
