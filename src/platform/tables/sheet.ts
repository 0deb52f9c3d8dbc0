import { type Cell, isVisible } from "#core/cell.ts";

/**
 * One row of a sheet, the same object for every row: a file of a million rows must not leave a million rows behind.
 * Take what you need before the next one comes.
 */
export class SheetRow {
  /** The row as a person sees it: 1-based. */
  line = 0;
  /** The first cell in which something can be seen; empty where the row is blank. */
  first = "";
  /** One more than the last column that holds something. */
  width = 0;
  private firstColumn = 0;
  private readonly texts: string[] = [];
  private readonly numbers: boolean[] = [];

  begin(line: number): void {
    for (let column = 0; column < this.width; column++) this.texts[column] = "";
    this.line = line;
    this.first = "";
    this.firstColumn = 0;
    this.width = 0;
  }

  /** Whether nothing in this column can change what is known of the row: a reader need not look into it. */
  isSettledAt(column: number): boolean {
    return this.first !== "" && column >= this.firstColumn;
  }

  put(column: number, text: string, isNumber: boolean): void {
    if (text === "") return;
    while (this.texts.length <= column) {
      this.texts.push("");
      this.numbers.push(false);
    }
    this.texts[column] = text;
    this.numbers[column] = isNumber;
    if (column >= this.width) this.width = column + 1;
    if (!this.isSettledAt(column) && isVisible(text)) {
      this.first = text;
      this.firstColumn = column;
    }
  }

  text(column: number): string {
    return this.texts[column] ?? "";
  }

  cell(column: number): Cell | undefined {
    const text = this.texts[column];
    return text ? { text, isNumber: this.numbers[column] ?? false } : undefined;
  }

  cells(): string[] {
    return this.texts.slice(0, this.width);
  }
}

/** Which columns somebody wants to read; the others are looked at only to know whether a row is blank. */
export type Wanted = "all" | ReadonlySet<number>;

export type SheetReader = {
  readonly wanted: Wanted;
  /** Called for each row. Reading stops when it answers false. */
  readonly take: (row: SheetRow) => boolean;
  /** Refuses `formula_without_value` where a wanted cell holds a formula that no program has worked out yet. */
  readonly needsValues?: boolean;
  /** Waited for now and then, so that what was taken can be passed on. */
  readonly pause?: () => Promise<void>;
};

/** A visible sheet of a file, whatever the format. It can be read several times. */
export type Sheet = {
  /** Null for CSV. */
  readonly name: string | null;
  readonly read: (reader: SheetReader) => Promise<void>;
  /** How many rows the file says the sheet has, where it says so. Known after reading has begun. */
  readonly rowCount: () => number | undefined;
  /** The cells that merged cells cover, as answers to the one question asked of them. */
  readonly merges: () => Promise<(upperRow: number, column: number) => boolean>;
};

export type Workbook = {
  readonly sheets: readonly Sheet[];
  readonly close: () => void;
};
