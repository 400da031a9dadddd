#!/bin/sh
# Starts Neovim with the built server on a policy, with the settings of docs/other-editors.md, and prints what it shows:
# diagnostics, a hover, completions. Not a part of npm test: it needs Neovim (Debian: apt-get install neovim) and npm run build.
set -eu
. "$(dirname "$0")/prepare.sh"
needs nvim "it is the command of Neovim; in Debian apt-get install neovim"

mkdir -p "$folder/config/nvim"
init="$folder/config/nvim/init.lua"
settings neovim-files >"$init"
if nvim --headless --clean -c 'if has("nvim-0.11") | quit | else | cquit | endif'; then
  settings neovim >>"$init"
else
  settings neovim-before-0.11 >>"$init"
fi

# Opens the policy in a Neovim that has no settings but these.
open() {
  (
    cd "$folder/work"
    export XDG_CONFIG_HOME="$folder/config" XDG_CACHE_HOME="$folder/cache"
    export XDG_DATA_HOME="$folder/data" XDG_STATE_HOME="$folder/state"
    nvim --headless -i NONE -c "luafile $project/test/editors/neovim.lua" 2>&1
  )
}
open

if ! grep -q vim.lsp.config "$init"; then
  printf '\nThe settings of the schema are for Neovim 0.11 and newer.\n'
elif command -v vscode-json-language-server >/dev/null; then
  printf '\nWith the schema alone\n'
  settings neovim-schema >"$init"
  SHOWS=diagnostics open
else
  printf '\nThe schema was not tried: npm install -g vscode-langservers-extracted brings the JSON language server.\n'
fi
