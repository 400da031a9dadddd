/** How often everything is measured at one size; fewer times where one edit takes seconds. */
export interface Repetitions {
  readonly tools: number;
  /** Processes that are started, of ours and of the JSON server by turns. */
  readonly sessions: number;
  /** Edits of a value in each session, after `warmUp` that are not counted. All counts of edits are even: fixed at last. */
  readonly edits: number;
  readonly warmUp: number;
  /** Edits of the outer structure, and letters of a half-typed key, in each session. */
  readonly structureEdits: number;
  readonly letters: number;
  /** Requests for completion and for hover in each session. */
  readonly requests: number;
  /** Edits for the JSON server's publishing, of 500 ms and more each. */
  readonly published: number;
  /** Edits in process, after `warmUp`. */
  readonly inProcess: number;
}

export const sizes: readonly Repetitions[] = [
  {
    tools: 4,
    sessions: 9,
    edits: 60,
    warmUp: 20,
    structureEdits: 20,
    letters: 14,
    requests: 40,
    published: 4,
    inProcess: 200,
  },
  {
    tools: 180,
    sessions: 9,
    edits: 60,
    warmUp: 20,
    structureEdits: 20,
    letters: 14,
    requests: 40,
    published: 4,
    inProcess: 200,
  },
  {
    tools: 1_000,
    sessions: 5,
    edits: 40,
    warmUp: 10,
    structureEdits: 10,
    letters: 14,
    requests: 40,
    published: 4,
    inProcess: 60,
  },
  {
    tools: 10_000,
    sessions: 8,
    edits: 16,
    warmUp: 4,
    structureEdits: 4,
    letters: 6,
    requests: 40,
    published: 2,
    inProcess: 20,
  },
  {
    tools: 100_000,
    sessions: 2,
    edits: 4,
    warmUp: 2,
    structureEdits: 2,
    letters: 2,
    requests: 8,
    published: 1,
    inProcess: 4,
  },
];
