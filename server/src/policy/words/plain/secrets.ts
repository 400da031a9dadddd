/** What is written in the place of a secret. */
export const notStored = "NOT-STORED";

/** Beginnings of tokens that services give out. */
const tokens =
  /^(?:Bearer\s|Basic\s|sk[-_]|pk_|rk_|gh[a-z]_|github_pat_|gl[a-z]{2,4}-|xox[a-z]-|xapp-|AKIA|ASIA|AIza|ya29\.|npm_|pypi-|hf_|dop_v1_|eyJ[\w-]+\.|pat[-_]|shp[a-z]{2}_|SG\.|lin_api_|ntn_|secret_)/;

/** Names whose value is a secret. */
const names =
  /(?:^|[-_.])(?:api[-_]?key|key|token|secret|password|passwd|pwd|pass|auth|authorization|credentials?|bearer|pat|dsn|cookie|session)$/i;

/**
 * Texts of a command line without what may be a secret in them; a variable such as `${TOKEN}` is none. What looks like a
 * secret and is none costs no more than that it has to be given again.
 */
export function withoutSecrets(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const before = args[index - 1] ?? "";
    const [, name = "", value] = /^(-{0,2}[\w.-]+)[=:](?!\/\/)(.+)$/s.exec(arg) ?? [];
    if (value !== undefined && (names.test(name) || isSecret(value)) && !hasVariable(value))
      return `${arg.slice(0, arg.length - value.length)}${notStored}`;
    if (/^-/.test(before) && !before.includes("=") && names.test(before) && !/^-/.test(arg) && !hasVariable(arg))
      return notStored;
    if (/^[a-z][a-z\d+.-]*:\/\//i.test(arg)) return addressWithoutSecrets(arg);
    return isSecret(arg) ? notStored : arg;
  });
}

/** An address without the password, and without the values of parameters that may be secrets. */
export function addressWithoutSecrets(address: string): string {
  const plain = address.replace(/^([a-z][a-z\d+.-]*:\/\/)([^/?#@]*)@/i, (whole, scheme: string, user: string) =>
    hasVariable(user) ? whole : `${scheme}${notStored}@`,
  );
  return plain.replace(/([?&#])([^=&#]+)=([^&#]*)/g, (whole, sign: string, name: string, value: string) =>
    !hasVariable(value) && (names.test(name) || isSecret(value)) ? `${sign}${name}=${notStored}` : whole,
  );
}

function hasVariable(text: string): boolean {
  return /\$\{?[\w:]+|\{env:/.test(text);
}

/** A token by its beginning, or a long text of letters and digits without a word in it. */
function isSecret(text: string): boolean {
  if (hasVariable(text)) return false;
  return tokens.test(text) || (/^(?=.*\d)(?=.*[A-Za-z])[\w+=-]{32,}$/.test(text) && !/[-_][a-z]{3,}[-_]/i.test(text));
}
