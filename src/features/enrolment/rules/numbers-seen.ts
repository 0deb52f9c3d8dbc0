import type { EarlierLine, Outcome } from "./decide-line.ts";

const outcomes: readonly Outcome[] = ["accepted", "review", "rejected"];

/**
 * Which numbers a file has named so far, and on which line first. Kept small, because a file may have a million
 * lines: one number per line, packed from line, outcome and a fingerprint of the name.
 */
export function numbersSeen(): {
  earlier: (idNumber: string, name: string) => EarlierLine | undefined;
  add: (idNumber: string, name: string, line: number, outcome: Outcome) => void;
} {
  const first = new Map<string, number>();
  return {
    earlier(idNumber, name) {
      const packed = first.get(idNumber);
      if (packed === undefined) return undefined;
      const outcome = outcomes[packed % 4] ?? "rejected";
      const print = Math.floor(packed / 4) % prints;
      return { line: Math.floor(packed / (4 * prints)), outcome, sameName: print === fingerprint(name) };
    },
    add(idNumber, name, line, outcome) {
      if (first.has(idNumber)) return;
      first.set(idNumber, (line * prints + fingerprint(name)) * 4 + outcomes.indexOf(outcome));
    },
  };
}

const prints = 2 ** 24;

/** FNV-1a in 24 bits: enough to tell two names on the same number apart. */
function fingerprint(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 8) % prints;
}
