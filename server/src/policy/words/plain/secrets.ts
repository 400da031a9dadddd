/** What is written in the place of a secret. */
export const notStored = "NOT-STORED";

/** Beginnings of tokens that services give out. */
const tokens =
  /^(?:Bearer\s|Basic\s|sk[-_]|pk_|rk_|gh[a-z]_|github_pat_|gl[a-z]{2,4}-|xox[a-z]-|xapp-|AKIA|ASIA|AIza|ya29\.|npm_|pypi-|hf_|dop_v1_|eyJ[\w-]+\.|pat[-_]|shp[a-z]{2}_|SG\.|lin_api_|ntn_|secret_)/;

/** Ends of names whose value is a secret. */
const names = /(?:api[-_]?keys?|token|secret|password|passwd|authorization|credentials?|bearer|cookie|signature)$/i;
/** Short ones are so where they are a word of their own, or begin with a capital. */
const shortNames = /(?:^|[-_.])(?:key|pwd|pass|auth|pat|dsn|session|sig)$/i;
const endOfWord = /[a-z\d](?:Key|Pwd|Pass|Auth|Pat|Sig)$/;
const isSecretName = (name: string): boolean => namesSecret(name) || shortNames.test(name) || endOfWord.test(name);

/** Whether a name surely says that its value is a secret; a `key` is more often that of an issue. */
export function namesSecret(name: string): boolean {
  return names.test(name);
}

/** A name with a value inside a text, such as a header or a field of JSON. What a header begins with is part of its value. */
const pairs = /([\w.-]{1,80})(["']{0,1}\s{0,3}[=:]\s{0,3}["']{0,1})((?:(?:Bearer|Basic|Token)\s{1,3})?[^\s"'&;,{}]+)/gi;

/**
 * Texts of a command line without what may be a secret in them; a variable such as `${TOKEN}` is none. What looks like a
 * secret and is none costs no more than that it has to be given again.
 */
export function withoutSecrets(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const before = args[index - 1] ?? "";
    const isValue = /^-/.test(before) && !before.includes("=") && isSecretName(before) && !/^-/.test(arg);
    return isValue && !isVariable(arg) ? notStored : textWithoutSecrets(arg);
  });
}

/** @param depth so many names are before a value, as in `--env=TOKEN=abc` */
function textWithoutSecrets(text: string, depth = 3): string {
  if (isSecret(text)) return notStored;
  const [, name = "", sign = "", value = ""] = /^(-{0,2}[\w.-]+)([=:])(?!\/\/)(.+)$/s.exec(text) ?? [];
  if (name !== "" && isSecretName(name) && !isVariable(value)) return name + sign + notStored;
  if (name !== "" && depth > 0) return name + sign + textWithoutSecrets(value, depth - 1);
  return text
    .replace(/[a-z][a-z\d+.-]{1,20}:\/\/[^\s"']+/gi, addressWithoutSecrets)
    .replace(pairs, (whole, field: string, between: string, own: string) =>
      isSecretName(field) && !own.startsWith(notStored) && !isVariable(own) ? field + between + notStored : whole,
    )
    .replace(/[^\s"'=]+/g, (word) => (isSecret(word) ? notStored : word));
}

/** An address without the password, and without the values of parameters and the parts of its path that may be secrets. */
export function addressWithoutSecrets(address: string): string {
  const [, start = "", user = "", rest = ""] = /^([a-z][a-z\d+.-]*:\/\/)(?:([^/?#]*)@)?(.*)$/is.exec(address) ?? [];
  if (start === "") return address;
  const password = user.includes(":") ? user.slice(user.indexOf(":") + 1) : user;
  const isShown = user === "" || isVariable(password);
  return `${start}${user && `${isShown ? user : notStored}@`}${rest}`
    .replace(/([?&#])([^=&#]+)=([^&#]*)/g, (whole, sign: string, name: string, value: string) =>
      (isSecretName(name) || isSecret(value)) && !isVariable(value) ? `${sign}${name}=${notStored}` : whole,
    )
    .replace(/(?<=[^/]\/)[^/?#]+/g, (part) => (isSecret(part) && !uuid.test(part) ? notStored : part));
}

/** What a gateway names a server by in its address, which is no secret. */
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const variables = /\$\{(?:env:|input:)?[\w.-]+(?::-)?\}|\$[A-Z_][A-Z\d_]*(?!\w)|\{env:\w+\}/g;

/** Whether a text is made of variables alone, with a scheme such as `Bearer` before them: a default may be a secret. */
function isVariable(text: string): boolean {
  const rest = text.replace(variables, "");
  return rest !== text && !/[A-Za-z\d]/.test(rest.replace(/^\s*(?:Bearer|Basic|Token)\s/i, ""));
}

/** A token by its beginning, or a long text of letters and digits without a word in it. */
function isSecret(text: string): boolean {
  if (isVariable(text)) return false;
  return tokens.test(text) || (/^(?=.*\d)(?=.*[A-Za-z])[\w+=-]{32,}$/.test(text) && !/[-_][a-z]{3,}[-_]/i.test(text));
}
