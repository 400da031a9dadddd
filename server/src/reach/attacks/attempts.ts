import { argumentTree } from "../../catalogue/inputSchema/argumentTree";
import { allowedText } from "./allowedText";
import { joinedCommands } from "./commandAttacks";
import { deniedTexts } from "./deniedTexts";
import { type GuardedArgument, type GuardedTool, guardedArguments, whatItIs } from "./guardedTool";
import { addressesOf, hostOf, hosts } from "./hostAttacks";
import { otherRoots, outOf } from "./pathAttacks";
import { recipientsBeside } from "./recipientAttacks";
import { shellSpellings, sqlSpellings } from "./spellings";

/** What an attacker would try on an argument, whether a policy stops it or not. */
export interface Attempt {
  readonly argument: GuardedArgument;
  /** The code of the rule that is about such attacks. */
  readonly kind: string;
  readonly value: string;
}

/** So many of a kind are tried on an argument: the rest differ in little. */
const mostOfAKind = 5;

/** The attempts on a tool's arguments, also on those that no condition looks at. */
export function attemptsOn(tool: GuardedTool): readonly Attempt[] {
  return [...guardedArguments(tool), ...unguarded(tool)].flatMap((argument) =>
    valuesFor(argument).flatMap(([kind, values]) =>
      [...new Set(values)].slice(0, mostOfAKind).map((value) => ({ argument, kind, value })),
    ),
  );
}

/** The arguments that the tool takes and no condition looks at. */
function unguarded(tool: GuardedTool): readonly GuardedArgument[] {
  if (tool.inputSchema === undefined) return [];
  const guarded = new Set(guardedArguments(tool).map(({ path }) => path.split(".")[1]));
  return [...argumentTree(tool.inputSchema).fields].flatMap(([name, node]): GuardedArgument[] => {
    if (name === "" || name.includes(".") || guarded.has(name)) return [];
    return [{ tool, path: `args.${name}`, node, ...whatItIs(name, node, tool), required: [], denied: [] }];
  });
}

type Values = readonly (readonly [kind: string, values: readonly string[]])[];

function valuesFor(argument: GuardedArgument): Values {
  const allowed = allowedText(argument);
  switch (argument.kind) {
    case "path": {
      const folder = allowed?.slice(0, allowed.lastIndexOf("/") + 1) || "/srv/share/";
      const file = allowed === undefined || allowed === folder ? `${folder}a` : allowed;
      return [["path-escapes", [...outOf(folder, file).slice(0, 2), "/etc/passwd", ...otherRoots(file).slice(0, 1)]]];
    }
    case "url": {
      const host = allowed === undefined ? undefined : hostOf(allowed);
      const disguised = allowed === undefined || host === undefined ? [] : addressesOf(allowed, host);
      const plain = ["https://evil.example/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"];
      return [["host-escapes", [...disguised.slice(0, 2), ...plain]]];
    }
    case "host":
      return [["host-escapes", ["evil.example", ...(allowed === undefined ? [] : hosts(allowed)), "169.254.169.254"]]];
    case "command":
    case "sql": {
      const spellings = argument.kind === "sql" ? sqlSpellings : shellSpellings;
      return [
        ["command-chaining", joinedCommands(argument.kind, allowed ?? (argument.kind === "sql" ? "SELECT 1" : "ls"))],
        [
          "other-spelling",
          [
            ...(argument.kind === "sql" ? [] : ["find /srv/data -delete"]),
            ...spellings.slice(0, 3).flatMap(({ usual, others }) => [usual, ...others.slice(0, 1)]),
          ],
        ],
      ];
    }
    case "recipient":
      return [["second-recipient", ["mallory@evil.example", ...recipientsBeside(allowed ?? "anna@acme.example")]]];
    case "branch":
      return [["branch-full-name", ["main", "refs/heads/main"]]];
    case "name":
      return [["deny-list-of-names", ["secrets", "users", "res.users", "ir.config_parameter"]]];
    default:
      return [["case-sensitive-denial", argument.denied.flatMap(deniedTexts).flatMap(otherCases)]];
  }
}

/** A denied word in other cases, such as the name of a method or an action: some servers do not tell them apart. */
function otherCases(text: string): readonly string[] {
  return /^[A-Za-z]+$/.test(text)
    ? [text.toUpperCase(), text.toLowerCase(), text[0]?.toUpperCase() + text.slice(1).toLowerCase()].filter(
        (each) => each !== text,
      )
    : [];
}
