import { toolBehindService } from "../../catalogue/authorHints";
import { quote } from "../../policy/words/plain/quote";
import type { Rule } from "../engine/rule";
import { nameFinder } from "./writtenNames";

const namesWithService = nameFinder(
  (name, catalogue) => catalogue.find(name) === undefined && toolBehindService(catalogue, name) !== undefined,
);

/** Spec §1: names of tools are exact; the registry lists the tools of sub-services by their bare names. */
export const serviceToolName: Rule = {
  code: "service-tool-name",
  title: "A tool name starts with its server or service",
  area: "names",
  severity: "warning",
  docs: {
    what: "A name under `tools` or in `hide` is `<service>__<tool>`, or has the name of a server in front with another separator (`odoo-odoo_unlink`, `odoo.odoo_unlink`, `mcp_odoo_odoo_unlink`), and the catalogue lists `<tool>`. A name that the catalogue lists as it is written is not reported.",
    why: "Names are compared exactly. A server's own proxy calls the tools of its sub-services `<service>__<tool>`, while the registry lists their bare names, and clients show tools with their server's name. With it in the name, the rules do not apply to the tool with the bare name: `default` decides about it, or it is not hidden.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "google__google_gmail_labels": {}
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "google_gmail_labels": {}
  }
}`,
  },
  fixes: ["Write …"],
  check: {
    each: "policy",
    find: (subject) => {
      const { catalogue, policy } = subject;
      return namesWithService(subject).flatMap(({ name, list, span }) => {
        const bare = toolBehindService(catalogue, name)?.name;
        if (bare === undefined) return [];
        const consequence =
          list === "tools" ? `these rules do not apply to ${quote(bare)}` : `this entry does not hide ${quote(bare)}`;
        return [
          {
            span,
            tool: name,
            message: `The registry lists this tool as ${quote(bare)}, without a server or service in front. Names are compared exactly, so ${consequence}.`,
            fixes: () =>
              (list === "tools" ? policy.tools : policy.hide).has(bare)
                ? []
                : [
                    {
                      title: `Write ${quote(bare)}`,
                      edits: [{ span, newText: JSON.stringify(bare) }],
                      keepsMeaning: false,
                      automatic: false,
                    },
                  ],
          },
        ];
      });
    },
  },
};
