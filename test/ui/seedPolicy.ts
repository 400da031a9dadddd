/** The policy of the vendor's page for `ai_invoice_plugins_reload`, which every promise of the README is tried on. */
export const seedPolicy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "ai_invoice_plugins_reload": {
      "limits": [
        {
          "counter": "ai_invoice_plugins_reload_rate",
          "window": "minute",
          "max": 10,
          "scope": "grant"
        }
      ]
    }
  }
}
`;

/** A policy that lists no tools. */
export const emptyPolicy = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {}\n}\n';
