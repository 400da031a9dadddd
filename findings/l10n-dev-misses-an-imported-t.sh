#!/bin/sh
# VS Code's tool for strings, @vscode/l10n-dev, finds l10n.t("…") and not the t that is imported by itself.
#
# Both are said to be supported: its query looks for `import { t } from "@vscode/l10n"`, and then still for `OBJECT.t(…)`. The strings
# of such a source stay out of the bundle, without a warning, and the tool ends with 0: they are never translated.
#
# Seen with @vscode/l10n-dev 0.0.35. Prints what it finds of each form, and fails when it is no longer as here.
#
# Needs Node.js and npm.
set -eu
L10N_DEV=0.0.35

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix . "@vscode/l10n-dev@$L10N_DEV" >/dev/null

cat >ask.cjs <<'JS'
const { getL10nJson } = require("@vscode/l10n-dev");
const forms = [
  ["member", 'import * as l10n from "@vscode/l10n"; l10n.t("found");', true],
  ["member, tagged", 'import * as l10n from "@vscode/l10n"; l10n.t`found ${1}`;', true],
  ["imported t", 'import { t } from "@vscode/l10n"; t("found");', false],
  ["imported t, tagged", 'import { t } from "@vscode/l10n"; t`found ${1}`;', false],
];
(async () => {
  for (const [name, contents, expected] of forms) {
    const found = Object.keys(await getL10nJson([{ extension: ".ts", contents }]));
    console.log(`${name}: ${found.length === 0 ? "nothing" : found.join(", ")}`);
    if (found.length > 0 !== expected) process.exitCode = 1;
  }
})();
JS
node ask.cjs
