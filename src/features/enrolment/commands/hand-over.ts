/**
 * One side gives, the other takes, one thing at a time: `give` answers once the thing has been taken, so that the
 * quicker side waits for the slower one and nothing piles up between them.
 */
export function handOver<T>(): {
  readonly give: (thing: T) => Promise<void>;
  readonly end: () => void;
  /** Both sides stop: `give` throws, and so does whoever takes. */
  readonly refuse: (error: unknown) => void;
  readonly taken: AsyncIterable<T>;
} {
  let waiting: { thing: T; done: () => void; fail: (error: unknown) => void } | undefined;
  let state: { is: "open" } | { is: "ended" } | { is: "refused"; error: unknown } = { is: "open" };
  let wake: () => void = () => undefined;
  const refuse = (error: unknown) => {
    if (state.is !== "open") return;
    state = { is: "refused", error };
    waiting?.fail(error);
    waiting = undefined;
    wake();
  };
  async function* take(): AsyncGenerator<T> {
    for (;;) {
      if (waiting) {
        const { thing, done } = waiting;
        waiting = undefined;
        done();
        yield thing;
      } else if (state.is === "ended") return;
      else if (state.is === "refused") throw state.error;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    give: (thing) =>
      new Promise((done, fail) => {
        if (state.is === "refused") return fail(state.error);
        waiting = { thing, done, fail };
        wake();
      }),
    end: () => {
      if (state.is === "open") state = { is: "ended" };
      wake();
    },
    refuse,
    taken: take(),
  };
}
