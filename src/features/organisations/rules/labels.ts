/** Labels a unit carries by date, and the values each may have. An empty value takes the label away. */
export const labels = {
  scale: ["large", "medium", "small", "micro"],
  key_firm: ["yes"],
  in_difficulty: ["yes"],
  phase: ["government", "state_owned", "new_employment"],
  union_strength: ["strong", "ordinary", "weak"],
} as const;

export type Label = keyof typeof labels;
export const labelNames = Object.keys(labels) as Label[];

export const isLabelValue = (label: Label, value: string): boolean =>
  (labels[label] as readonly string[]).includes(value);
