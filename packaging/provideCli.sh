#!/usr/bin/env bash
# Prints the path of a command line that is ready to run: provideCli.sh [FOLDER [PACKED]]
#
# FOLDER (this checkout's dist) keeps it from one use to the next. If it is not there yet, it is taken out of PACKED (a
# package that `npm run pack:cli` has made), or else built from this checkout: with what it is made of, not with what it is
# tested with.
set -euo pipefail
checkout="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
folder="${1:-$checkout/dist}"
packed="${2:-}"

command -v node >/dev/null || { echo "mcp-policy needs Node.js 20.12 or newer, and there is no node" >&2; exit 2; }

if [ -n "$packed" ]; then
  mkdir -p "$folder"
  tar -xzf "$packed" -C "$folder" --strip-components=1 package/cli.js >&2
  # What it loads when a command needs it; an older version is one file.
  if tar -tzf "$packed" package/cli >/dev/null 2>&1; then
    tar -xzf "$packed" -C "$folder" --strip-components=1 package/cli >&2
  fi
elif [ ! -e "$folder/cli.js" ]; then
  cd "$checkout"
  if [ ! -e node_modules ]; then
    trap 'rm -rf "$checkout/node_modules"' EXIT
    node packaging/installForBuild.mjs
  fi
  node esbuild.mjs --cli >&2
  if [ "$folder" != "$checkout/dist" ]; then
    mkdir -p "$folder"
    cp -R dist/cli "$folder/"
    cp dist/cli.js "$folder/cli.js"
  fi
fi
echo "$folder/cli.js"
