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
