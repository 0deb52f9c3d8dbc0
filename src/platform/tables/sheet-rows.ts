import type { Sheet, SheetRow } from "./sheet.ts";

/** Rows kept ready for whoever takes them. */
const ahead = 1_000;

/**
 * A sheet's rows for whoever wants to take them one by one: each is turned into a value while it is there. The sheet
 * is read on while the rows are used, and left alone when nobody wants more.
 */
export async function* sheetRows<T>(sheet: Sheet, keep: (row: SheetRow) => T): AsyncGenerator<T> {
  let rows: T[] = [];
  let isOver = false;
  let failure: unknown;
  let wakeReader: (() => void) | undefined;
  let wakeTaker: (() => void) | undefined;
  const waitFor = (set: (wake: () => void) => void) => new Promise<void>((resolve) => set(resolve));
  const reading = sheet
    .read({
      wanted: "all",
      take: (row) => {
        rows.push(keep(row));
        return !isOver;
      },
      pause: async () => {
        wakeTaker?.();
        while (rows.length >= ahead && !isOver) await waitFor((wake) => (wakeReader = wake));
      },
    })
    .catch((error: unknown) => {
      failure = error;
    })
    .then(() => {
      isOver = true;
      wakeTaker?.();
    });
  try {
    while (!isOver || rows.length > 0) {
      if (rows.length === 0) await waitFor((wake) => (wakeTaker = wake));
      const ready = rows;
      rows = [];
      wakeReader?.();
      yield* ready;
    }
    if (failure) throw failure;
  } finally {
    isOver = true;
    wakeReader?.();
    await reading;
  }
}
