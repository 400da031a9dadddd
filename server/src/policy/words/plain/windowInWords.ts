const words = { minute: "a minute", hour: "an hour", day: "a day" } as const;

/** The window of a limit: `a minute`, `an hour`, `a day`. */
export function windowInWords(window: keyof typeof words): string {
  return words[window];
}
