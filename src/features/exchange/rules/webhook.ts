/** Whether an event is one a webhook wants: by name, or `enrolment.*` for all of a feature, or `*`. */
export const wants = (patterns: readonly string[], event: string): boolean =>
  patterns.some(
    (pattern) =>
      pattern === "*" ||
      pattern === event ||
      (pattern.endsWith(".*") && event.startsWith(pattern.slice(0, -1))),
  );

/** Seconds until the next try: 10, 20, 40 … at most an hour. */
export const pauseAfter = (failures: number): number => Math.min(10 * 2 ** Math.max(failures - 1, 0), 3600);

/** So many failures in a row, and somebody has to look. */
export const mostFailures = 50;
