import { amountAttacks } from "../../reach/attacks/amountAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings } from "./holeFindings";

/** Attacks, "amount, count, limit". */
export const negativeAmount: Rule = {
  code: "negative-amount",
  title: "A negative amount passes",
  area: "holes",
  severity: "information",
  docs: {
    what: "A rule says how large an amount may be, and a negative one passes. Where the input schema of the tool is known, it is reported only if that takes a number and has no minimum; where it is not, only for tools that do more than read. An argument counts as an amount by its name.",
    why: "A refund of -100 may be a charge of 100. The gateway compares numbers, and only the schema says that the server refuses negative ones.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_stock_product_flip_to_storable": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.quantity", "op": "gt", "value": 500 }],
          "on_deny": "Ask a person for more than 500."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_stock_product_flip_to_storable": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.quantity", "op": "gt", "value": 500 }],
          "on_deny": "Ask a person for more than 500."
        },
        {
          "conditions": [{ "path": "args.quantity", "op": "lt", "value": 0 }],
          "on_deny": "A quantity is not negative."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Deny negative amounts", "Require a number that is not negative"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        amountAttacks,
        ({ says }) => says,
        ({ condition }, { tool, required }) =>
          tool.inputSchema === undefined && !required.includes(condition) ? [atLeastZero] : [denied],
      ),
  },
};

const message = "The amount must not be negative.";
const denied: Closing = { title: "Deny negative amounts", deny: { op: "lt", value: 0, message } };
/** A comparison holds for numbers alone: a string, and a call without the amount, are denied as well. */
const atLeastZero: Closing = {
  title: "Require a number that is not negative",
  require: { op: "gte", value: 0, message },
};
