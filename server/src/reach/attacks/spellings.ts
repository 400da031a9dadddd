/** A way to say something that a denial forbids, and other ways to say the same. */
export interface Spelling {
  /** What a condition has to mention, for the author to have meant it. */
  readonly word: RegExp;
  /** As most people write it: the denial has to stop this one. */
  readonly usual: string;
  /** The same effect, written in other ways. */
  readonly others: readonly string[];
}

/** Shell commands: data. */
export const shellSpellings: readonly Spelling[] = [
  {
    word: /\brm\b/,
    usual: "rm -rf /srv/data",
    others: [
      "rm -fr /srv/data",
      "rm -r -f /srv/data",
      "rm  -rf /srv/data",
      "/bin/rm -rf /srv/data",
      "rm --recursive --force /srv/data",
      "rm -Rf /srv/data",
      "rm\t-rf /srv/data",
    ],
  },
  ...["sudo", "curl", "wget", "chmod", "chown", "kill", "shutdown", "reboot", "dd", "mkfs"].map(otherPlaces),
];

function otherPlaces(word: string): Spelling {
  return {
    word: new RegExp(`\\b${word}\\b`),
    usual: `${word} x`,
    others: [`/usr/bin/${word} x`, `${word}\tx`, `${word}  x`, `true; ${word} x`],
  };
}

/** SQL statements: keywords have no case, and a comment is as good as a blank. */
export const sqlSpellings: readonly Spelling[] = [
  statement("DROP", "TABLE users"),
  statement("TRUNCATE", "TABLE users"),
  statement("DELETE", "FROM users"),
  statement("UPDATE", "users SET admin = true"),
  statement("INSERT", "INTO users VALUES (1)"),
  statement("ALTER", "TABLE users ADD x int"),
];

function statement(keyword: string, rest: string): Spelling {
  const usual = `${keyword} ${rest}`;
  return {
    word: new RegExp(`\\b${keyword}\\b`, "i"),
    usual,
    others: [
      usual.toLowerCase(),
      usual,
      `${keyword[0]}${keyword.slice(1).toLowerCase()} ${rest}`,
      `${keyword}\n${rest}`,
      `${keyword}/**/${rest}`,
    ],
  };
}
