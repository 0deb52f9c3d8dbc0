/** The only place that asks the machine for the time. */
export const now = (): Date => new Date();
