export const comings = ["bought", "received", "taken_back", "found"] as const;
export const goings = ["issued", "handed", "missing"] as const;
export const moveKinds = [...comings, ...goings] as const;
export type MoveKind = (typeof moveKinds)[number];

export const isComing = (kind: MoveKind): boolean => (comings as readonly MoveKind[]).includes(kind);

export type Moves = Readonly<Record<MoveKind, number>>;

/** What is left at a place: all that came in less all that went out. */
export const leftOf = (moves: Moves): number => {
  const sum = (kinds: readonly MoveKind[]) => kinds.reduce((all, kind) => all + moves[kind], 0);
  return sum(comings) - sum(goings);
};

/** What a count by hand says beside the books; undefined where they agree. */
export const differenceOf = (
  left: number,
  counted: number,
): { readonly kind: "found" | "missing"; readonly quantity: number } | undefined =>
  left === counted
    ? undefined
    : { kind: counted > left ? "found" : "missing", quantity: Math.abs(counted - left) };

export type Named = { readonly name: string; readonly mark: string };

/**
 * A list as people paste it: one to a line, what tells two of one name apart behind a space or a comma. Blank lines and
 * doubles fall away.
 */
export function namesIn(text: string): Named[] {
  const found = new Map<string, Named>();
  for (const line of text.split(/\r?\n/)) {
    const [name = "", ...rest] = line.trim().split(/[\s,，、]+/);
    const mark = rest.join(" ").slice(0, 40);
    if (name.length >= 2 && name.length <= 30) found.set(`${name} ${mark}`, { name, mark });
  }
  return [...found.values()];
}
