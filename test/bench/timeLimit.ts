/** A measurement that took longer than it may; the run goes on without it. */
export class TimeLimitError extends Error {
  readonly seconds: number;
  constructor(what: string, seconds: number) {
    super(`${what}: over ${seconds} s`);
    this.seconds = seconds;
  }
}

/** Rejects with a `TimeLimitError` when something takes longer than it may. */
export async function within<Result>(seconds: number, what: string, awaited: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new TimeLimitError(what, seconds)), seconds * 1000);
  });
  try {
    return await Promise.race([awaited, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
