import { test } from "vitest";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import { hover } from "../../server/src/service/hover";
import { callTemplate } from "../../server/src/service/callTemplate";
import { checkArguments } from "../../server/src/service/checkArguments";
import { codeLenses } from "../../server/src/service/codeLens";
import { snapshotOf } from "../../server/src/service/snapshot";
test("try", async () => {
  const env = { catalogue: await odooCatalogue(), now: Date.UTC(2026, 4, 6, 14, 4, 30), clientCommands: true };
  const text = `{
  "version": "1", "default": "deny", "hide": ["odoo_delete", "*x"],
  "all_tools": { "limits": [ { "counter": "all", "window": "hour", "max": 100, "scope": "grant" } ] },
  "tools": {
    "ai_invoice_plugins_reload": { "limits": [ { "counter": "c", "window": "minute", "max": 10, "scope": "grant" } ] },
    "ai_invoice_extract": { "deny_if": [ { "conditions": [ { "path": "args.source", "op": "neq", "value": "api" } ], "on_deny": "No." } ] },
    "oca__oca_search": {}, "nope": { "require": [ { "conditions": [ {"path": "args.a.b", "op": "lte", "value": 5 }, {"path": "x", "op": "in", "value": ["q"] } ] }] }
  }
}`;
  const s = snapshotOf(text);
  console.log(JSON.stringify(s.problems));
  const at = (needle: string, plus = 1) => {
    const h = hover(s, text.indexOf(needle) + plus, env);
    console.log(`--- ${needle}\n` + (h === null ? "null" : (h.contents as { value: string }).value));
  };
  for (const n of ['"version"', '"1"', '"deny"', '"odoo_delete"', '"ai_invoice_plugins_reload"', '"ai_invoice_extract"', '"oca__oca_search"', '"nope"', '"window"', '"hour"', '"grant"', '"conditions"', '"args.source"', '"neq"', '"api"', '"on_deny"', '"No."', '"args.a.b"', '"x"', '"q"', '"require"']) at(n);
  console.log(codeLenses(s, env).map((l) => l.command?.title));
  for (const t of ["ai_invoice_plugins_reload", "ai_invoice_extract", "nope"]) console.log(callTemplate(s, t, env).text);
  for (const a of ["", "[1]", "{", '{"attachment_id": "x", "source": "fax", "move": 1, "write_bak": 1}', '{"attachment_id": 1.5 /* a */}', '{"a":1} {'])
    console.log(a, JSON.stringify(checkArguments(a, "ai_invoice_extract", env)));
});
