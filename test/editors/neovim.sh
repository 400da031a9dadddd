#!/bin/sh
# Starts Neovim with the built server on a policy, and prints what it shows: diagnostics, a hover, completions. Not a part of
# npm test: it needs Neovim (Debian: apt-get install neovim) and npm run build.
set -eu
project=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/policy.json" <<'POLICY'
{
  "version": "1",
  "default": "deny",
  "tools": {
    "ai_invoice_plugins_reload": {
      "limits": [{ "counter": "calls", "max": 10, "window": "week", "scope": "grant" }]
    }
  }
}
POLICY
MCP_POLICY_SERVER="$project/dist/server.js" MCP_POLICY_FILE="$folder/policy.json" \
  nvim --headless --clean -c "luafile $project/test/editors/neovim.lua" 2>&1
