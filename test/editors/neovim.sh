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
cd "$folder/work"
XDG_CONFIG_HOME="$folder/config" XDG_CACHE_HOME="$folder/cache" XDG_DATA_HOME="$folder/data" XDG_STATE_HOME="$folder/state" \
  nvim --headless -i NONE -c "luafile $project/test/editors/neovim.lua" 2>&1
