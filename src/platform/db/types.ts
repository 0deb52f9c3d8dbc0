import pg from "pg";

// Nothing becomes a float and no day becomes an instant: int8 is a bigint; date, numeric and daterange stay text.
// Set per pool, not globally: the job queue's own connections expect the driver's ways.

const asText = (value: string) => value;
// Its types describe another shape than what is exported.
const arrayParser = pg.types.arrayParser as unknown as {
  create(text: string, parse: (value: string) => unknown): { parse(): unknown[] };
};
const listOf = (parse: (value: string) => unknown) => (value: string) =>
  arrayParser.create(value, parse).parse();

const parsers = new Map<number, (value: string) => unknown>([
  [20, BigInt],
  [1016, listOf(BigInt)],
  [1082, asText],
  [1182, listOf(asText)],
  [1114, asText],
  [1700, asText],
  [1231, listOf(asText)],
  [3912, asText],
  [3913, listOf(asText)],
]);

/** How values of the database come to the program. */
export const valueTypes = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format === "binary") return pg.types.getTypeParser(oid, "binary");
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, "text");
  },
} as pg.CustomTypesConfig;
