import type { KeyboardEvent, RefObject } from "react";

type Keys = {
  body: RefObject<HTMLTableSectionElement | null>;
  count: number;
  open: (i: number) => unknown;
  move: (i: number) => unknown;
  select: (i: number) => unknown;
  leave: () => void;
};

/** ↑↓ (or K J) move through the rows, Enter opens, Space selects, Esc takes back, Home and End jump. */
export function useTableKeys({ body, count, open, move, select, leave }: Keys) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const rows = [...(body.current?.rows ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLTableRowElement);
    if (event.key === "Escape") {
      leave();
      return;
    }
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const goTo = (i: number) => {
      const target = Math.max(0, Math.min(count - 1, i));
      rows[target]?.focus();
      move(target);
    };
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(at + 1),
      j: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      k: () => goTo(at - 1),
      Home: () => goTo(0),
      End: () => goTo(count - 1),
      Enter: () => open(at),
      " ": () => select(at),
    };
    const act = moves[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
