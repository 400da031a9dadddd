# Read by the scripts beside it. Names the project, makes a folder with a policy that has one error, and gives the settings
# of docs/other-editors.md, so that what is run is what is written there.
project=$(cd "$(dirname "$0")/../.." && pwd)

# Ends with a sentence when a command is not there.
needs() {
  command -v "$1" >/dev/null && return
  echo "$1 is missing: $2." >&2
  exit 1
}

# The code behind a marker of the document, with this project's folder.
settings() {
  awk -v marker="<!-- $1 -->" '
    $0 == marker { found = 1 }
    found && /^```/ { if (inside) exit; inside = 1; next }
    inside' "$project/docs/other-editors.md" | sed "s|<folder>|$project|"
}

needs node "see CONTRIBUTING.md"
if [ ! -f "$project/dist/server.js" ]; then
  echo "The language server is not built: npm ci && npm run build." >&2
  exit 1
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/work"
cat >"$folder/work/policy.json" <<'POLICY'
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
