#!/bin/sh
# Starts Helix in a terminal with the built server on a policy, with the settings of docs/other-editors.md, and prints the screen:
# diagnostics, a hover, code actions, completions. Not a part of npm test: it needs Helix and tmux (Debian 13: apt-get install hx tmux)
# and npm run build.
set -eu
. "$(dirname "$0")/prepare.sh"
needs hx "it is the command of Helix; in Debian 13 and newer apt-get install hx"
needs tmux "apt-get install tmux"

mkdir -p "$folder/.config/helix" "$folder/work/.git"
settings helix-colours | HOME="$folder" sh

terminal() { tmux -L "mcp-policy-$$" -f /dev/null "$@"; }
screen() { terminal capture-pane -p; }
trap 'terminal kill-server 2>/dev/null || true; rm -rf "$folder"' EXIT

# They wait until a text is on the screen, or no longer is.
shown() { reached 0 "$1"; }
gone() { reached 1 "$1"; }
reached() {
  tries=0
  while screen | grep -qF "$2"; [ $? -ne "$1" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 200 ]; then
      echo "\"$2\" is $([ "$1" = 0 ] && echo not || echo still) on the screen after 20 seconds:"
      screen
      exit 1
    fi
    sleep 0.1
  done
}

# Prints what the screen shows, without its empty lines.
print() {
  printf '\n%s\n' "$1"
  screen | sed -e '/^ *[0-9~]* *$/d' -e 's/ *$//' -e 's/^/  /'
}

# Opens the policy in a Helix with the settings behind a marker; the cursor is on the wrong value.
open() {
  settings "$1" >"$folder/.config/helix/languages.toml"
  terminal new-session -d -x 120 -y 30 -c "$folder/work" \
    "unset XDG_CONFIG_HOME XDG_CACHE_HOME; HOME='$folder' hx policy.json:6:62"
}

hx --version
open helix
shown 'is not a window'
print "Diagnostics"

terminal send-keys ':goto 5' Enter 'gs' 'l' ' k'
shown 'High risk'
print "Hover"

# What follows an Escape at once would be read as a key with Alt.
terminal send-keys Escape
gone 'High risk'
terminal send-keys ':goto 6' Enter '/week' Enter ' a'
shown 'Move this limit'
print "Code actions"

terminal send-keys Escape
gone 'Move this limit'
terminal send-keys 'c' C-x
shown 'enum_member'
print "Completion"
terminal kill-server

if command -v vscode-json-language-server >/dev/null; then
  open helix-schema
  shown 'Valid values'
  print "Diagnostics by the schema alone"
else
  printf '\nThe schema was not tried: npm install -g vscode-langservers-extracted brings the JSON language server.\n'
fi
