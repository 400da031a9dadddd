import { nameParts } from "../catalogue/nameParts";
import type { Evidence } from "./evidence";

const secretNouns = new Set(
  "env environment secret secrets credential credentials password passwords token tokens".split(" "),
);
/** What may stand behind the noun: `get_env_vars`, `get_secret_value`. */
const contents = new Set("var vars variable variables value values".split(" "));
/** Verbs that hand out what they name; `count_tokens` and `validate_token` do not. */
const handsOut = new Set(
  "get list read show display print fetch retrieve dump export reveal view return env printenv".split(" "),
);
/** Tokens that open nothing: of designs, of chains, of texts. */
const harmless = new Set("design style theme color css nft erc20 crypto trending top input output max".split(" "));

const saysSo =
  /^\W*(?:this tool )?(?:returns?|gets?|lists?|reads?|shows?|displays?|prints?|retrieves?|fetch(?:es)?|dumps?|exports?|reveals?)(?: (?:all|the|an?|any|every|its|your|current|stored|saved|server|process|list|values?|contents?|of|for|from|decrypted|specific|system)){0,6} (environment variables?|secrets?|credentials?|passwords?|(?:access|api|auth|bearer|refresh|session) tokens?)(?=\s*(?:$|[.,;:()]|(?:for|of|from|in|that|which|by|with|and|or|stored|available|on|used|set|visible|useful|helpful)\b))/i;

/** What says that a tool that reads hands out secrets: the caller gets them, and access to what they protect. */
export function secretEvidence(name: string, description: string): Evidence | undefined {
  const parts = [...nameParts(name)];
  while (parts.length > 1 && contents.has(parts.at(-1) ?? "")) parts.pop();
  const noun = parts.at(-1) ?? "";
  // The server's name may stand before the verb.
  if (
    parts.slice(0, 2).some((part) => handsOut.has(part)) &&
    parts.length > 1 &&
    secretNouns.has(noun) &&
    !parts.some((part) => harmless.has(part))
  )
    return { from: "name", text: `the name says "${noun}": what it reads may be secret`, category: undefined };
  const said = saysSo.exec(description.slice(0, 400))?.[1];
  if (said === undefined) return undefined;
  return {
    from: "description",
    text: `the description says "${said}": what it reads may be secret`,
    category: undefined,
  };
}
