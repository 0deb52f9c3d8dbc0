/** What a goal may be set for: how many, or how much of them. */
export const counts = ["people", "units"] as const;
/** In basis points, each with its own denominator. */
export const ratios = ["participation", "renewals", "funds"] as const;
export const measures = [...counts, ...ratios] as const;
export type Measure = (typeof measures)[number];

export const isRatio = (measure: Measure): boolean => (ratios as readonly Measure[]).includes(measure);

/** What units are told apart by. Those of one split but key firms make up the whole. */
export const splits = ["sector", "category", "phase", "key_firm"] as const;
export type Split = (typeof splits)[number];
