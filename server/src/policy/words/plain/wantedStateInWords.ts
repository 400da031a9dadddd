/** How a tool gets the state that its author wants, each a sentence. */
export const wantedStateInWords = {
  denied: 'An entry of "deny_if" with empty "conditions" denies every call.',
  hidden: 'To hide the tool, put its name into "hide".',
} as const;
