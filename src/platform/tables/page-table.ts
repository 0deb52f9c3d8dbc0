import { fromHtml } from "hucre";
import { encodingOf } from "./csv.ts";
import { SheetRow, type Workbook } from "./sheet.ts";

/** The table of a web page, as banks save it under the name of a workbook; undefined where there is none. */
export function openPage(bytes: Buffer): Workbook | undefined {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (!/<table/i.test(text)) return undefined;
  const rows = fromHtml(text, { typeInference: false, classes: false }).rows;
  return {
    sheets: [
      {
        name: null,
        rowCount: () => rows.length,
        read: async ({ take }) => {
          const row = new SheetRow();
          for (const [place, cells] of rows.entries()) {
            row.begin(place + 1);
            for (const [column, cell] of cells.entries()) row.put(column, String(cell ?? ""), false);
            if (!take(row)) return;
          }
        },
        merges: async () => () => false,
      },
    ],
    close: () => {},
  };
}
