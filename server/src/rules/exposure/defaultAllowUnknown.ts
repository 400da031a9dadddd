import { findMember } from "../../policy/model/document";
import { spanOf } from "../../policy/text/span";
import type { Rule } from "../engine/rule";
import { belongsTo } from "./defaultAllowOpens";

/** Spec §2, step 3: tools that are not listed follow `default`. */
export const defaultAllowUnknown: Rule = {
  code: "default-allow-unknown",
  title: '`"default": "allow"` opens tools that nothing is known about',
  area: "exposure",
  severity: "information",
  docs: {
    what: 'The policy has `"default": "allow"`, and its tools are not those of the catalogue, so nothing is known about the tools that it opens. Policies for a server in the catalogue are judged by `default-allow-opens`. Not reported where `hide` contains `"*"`.',
    why: "Every tool of the server that is neither listed nor hidden can be called with any arguments, including tools that its next version adds.",
    bad: `{
  "version": "1",
  "default": "allow",
  "tools": {
    "create_refund": {
      "limits": [{ "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "limits": [{ "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: [],
  check: {
    each: "policy",
    find: ({ document, policy, catalogue }) => {
      if (policy.default !== "allow" || policy.hide.has("*")) return [];
      const member = findMember(document, "default");
      const value = member?.value.value;
      if (member === undefined || value === undefined || belongsTo(policy, catalogue)) return [];
      return [
        {
          span: spanOf(value, member.offset),
          message:
            '"allow" opens every tool that is neither listed nor hidden, including one that a new version of the server adds. No catalogue lists the tools of this server, so what that opens is not known. Write "deny", and list what is needed.',
        },
      ];
    },
  },
};
