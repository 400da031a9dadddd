import { toolBehindService } from "../../catalogue/authorHints";
import { editDistance } from "../../policy/text/nearest";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, PolicySubject, Rule } from "../engine/rule";
import { nearMiss } from "./nearMiss";
import { nameFinder, type WrittenName, writtenNames } from "./writtenNames";

/** Spec §1: names of tools are exact and case-sensitive. */
export const unknownTool: Rule = {
  code: "unknown-tool",
  title: "The catalogue has no tool of this name",
  area: "names",
  severity: "warning",
  docs: {
    what: "A name under `tools` or in `hide` is not in the catalogue. It is reported when it is similar to a name that is, and when the policy plainly belongs to the catalogue: at least three of its names, and four of five, are in the catalogue. A policy for another server is left alone.",
    why: "Names are compared exactly: `Odoo_Read` and `odoo_read` are two tools. With a misspelled name under `tools`, the rules apply to no call, and `default` decides about the intended tool. With a misspelled name in `hide`, that tool is not hidden.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_serch_count": {}
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_search_count": {}
  }
}`,
  },
  fixes: ["Write …"],
  check: { each: "policy", find: findingsIn },
};

/** Comparing a name with all of the catalogue costs time; a policy with more unknown names is for another server. */
const mostUnknown = 200;

/** So many names may all be misspelt; if there are more, at least one is right. */
const mostMisspelt = 5;

const unlistedNames = nameFinder(
  (name, catalogue) => catalogue.find(name) === undefined && toolBehindService(catalogue, name) === undefined,
);

function findingsIn(subject: PolicySubject): readonly Finding[] {
  const { catalogue } = subject;
  const most = catalogue.tools.length + mostUnknown;
  if (catalogue.tools.length === 0 || subject.document.tools.length > most) return [];
  const unknown = new Set(unlistedNames(subject).map(({ name }) => name));
  if (unknown.size === 0 || unknown.size > mostUnknown) return [];
  const written = writtenNames(subject);
  const names = new Set(written.map(({ name }) => name));
  const known = names.size - unknown.size;
  // Not one of many names is known: another server's policy, in which no name need be compared with all others.
  if (known === 0 && unknown.size > mostMisspelt) return [];
  const belongs = known >= 3 && known >= names.size * 0.8;
  const meant = new Map<string, string>();
  for (const name of unknown) {
    const near = nearMiss(catalogue, name);
    // When both are there, two tools may be meant.
    if (near !== undefined && (!names.has(near) || editDistance(name.toLowerCase(), near.toLowerCase()) < 2))
      meant.set(name, near);
  }
  // In a policy for another server, a name may look like one of the catalogue by chance.
  if (!belongs && (known + meant.size) * 2 < names.size) return [];
  return written.flatMap((place) => {
    const near = meant.get(place.name);
    const isSure = near !== undefined || (belongs && isOfFamily(catalogue, place.name));
    return unknown.has(place.name) && isSure ? [finding(place, near, subject)] : [];
  });
}

/** So many tools whose names begin with one word are a family: what begins with it as well is meant to be one of them. */
const leastFamily = 3;

function isOfFamily({ tools }: PolicySubject["catalogue"], name: string): boolean {
  const [first] = name.split(/[^A-Za-z0-9]/);
  return tools.filter((tool) => tool.name.startsWith(`${first}_`)).length >= leastFamily;
}

function finding(
  { name, list, span }: WrittenName,
  near: string | undefined,
  { catalogue, policy }: PolicySubject,
): Finding {
  const consequence = list === "tools" ? "these rules apply to no call" : "this entry hides nothing";
  const question = near === undefined ? "" : ` Did you mean ${quote(near)}?`;
  return {
    span,
    tool: name,
    message: `The catalogue of ${quote(catalogue.serverName)} has no tool ${quote(name)}. Names are compared exactly, so ${consequence} unless the server has a tool of this name.${question}`,
    ...(near !== undefined && { replaces: ["tool-name"] as const }),
    fixes: () => {
      if (near === undefined || (list === "tools" ? policy.tools : policy.hide).has(near)) return [];
      return [
        {
          title: `Write ${quote(near)}`,
          edits: [{ span, newText: JSON.stringify(near) }],
          keepsMeaning: false,
          automatic: false,
        },
      ];
    },
  };
}
