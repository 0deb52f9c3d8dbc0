/** One record of a CSV text, with the line (1-based) it begins on, as an editor counts lines. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/**
 * Reads CSV in pieces (RFC 4180, and what people really send: bare quotes in the middle of a cell, CRLF or LF or CR,
 * no newline at the end). `push` answers the records completed so far; `end` the last one.
 */
export function csvReader(delimiter = ","): {
  push(text: string): CsvRecord[];
  end(): CsvRecord[];
} {
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let wasQuote = false; // the last character closed a quoted part, or was the first of a doubled quote
  let wasReturn = false;
  let line = 1;
  let startedOn = 1;
  let isEmpty = true; // nothing of the present record has been read

  function finish(into: CsvRecord[]): void {
    cells.push(cell);
    into.push({ line: startedOn, cells });
    cells = [];
    cell = "";
    isEmpty = true;
    startedOn = line;
  }

  function take(text: string): CsvRecord[] {
    const done: CsvRecord[] = [];
    for (const char of text) {
      if (char === "\n" && wasReturn) {
        wasReturn = false;
        continue;
      }
      wasReturn = char === "\r";
      if (char === "\n" || char === "\r") line += 1;
      if (quoted) {
        if (char === '"') {
          quoted = false;
          wasQuote = true;
        } else cell += char === "\r" ? "\n" : char;
        continue;
      }
      if (char === '"' && (cell === "" || wasQuote)) {
        if (wasQuote) cell += '"';
        quoted = true;
        wasQuote = false;
        isEmpty = false;
        continue;
      }
      wasQuote = false;
      if (char === delimiter) {
        cells.push(cell);
        cell = "";
        isEmpty = false;
      } else if (char === "\n" || char === "\r") finish(done);
      else {
        cell += char;
        isEmpty = false;
      }
    }
    return done;
  }

  return {
    push: take,
    end: () => {
      const done: CsvRecord[] = [];
      if (!isEmpty || cell !== "" || cells.length > 0) finish(done);
      return done;
    },
  };
}

/** The whole of a small CSV text. A byte-order mark in front is dropped. */
export function parseCsv(text: string, delimiter = ","): CsvRecord[] {
  const reader = csvReader(delimiter);
  return [...reader.push(text.replace(/^\uFEFF/, "")), ...reader.end()];
}

/** Rows as objects by the names in the first row; blank lines are passed over. */
export function parseCsvTable(text: string): {
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
} {
  const [first, ...rest] = parseCsv(text);
  const header = (first?.cells ?? []).map((name) => name.trim());
  const rows = rest
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ line, cells }) => ({
      line,
      get: (name: string) => {
        const place = header.indexOf(name);
        return place < 0 ? "" : (cells[place] ?? "").trim();
      },
    }));
  return { header, rows };
}

export type CsvRow = { readonly line: number; readonly get: (column: string) => string };

/**
 * A CSV text that spreadsheets open as it is meant: with byte-order mark and CRLF. Cells that a spreadsheet would take
 * for a formula get an apostrophe in front.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d,.]+$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
