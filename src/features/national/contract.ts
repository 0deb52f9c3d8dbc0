import { z } from "zod";
import { exportKinds } from "./rules/layout.ts";
import { itemStates, resolutions } from "./text.ts";

const keysOf = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]];
const Count = z.int().min(0);
const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Kind = z.enum(exportKinds);
export const ItemState = z.enum(keysOf(itemStates));

export const ExportParams = z.object({ exportId: z.uuid() });
export const ItemParams = z.object({ itemId: z.uuid() });
export const Done = z.object({ done: z.literal(true) });

export const ExportView = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Kind,
  lines: Count,
  amount: Yuan,
  madeAt: z.string(),
  madeBy: z.string(),
  /** Lines by where they stand. */
  states: z.array(z.object({ state: ItemState, lines: Count })),
  /** Refused, or told with another sum, and nobody has dealt with it. */
  differences: Count,
});
export const ExportList = z.object({
  rows: z.array(ExportView),
  total: Count,
  next: z.string().nullable(),
  waiting: z.record(Kind, Count),
  differences: Count,
  provincePays: z.boolean(),
});
export const PageQuery = z.object({
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const ExportRequest = z.object({ kind: Kind });
export const ExportMade = z.object({ exportId: z.uuid(), lines: Count });

export const ItemQuery = PageQuery.extend({ state: z.enum([...keysOf(itemStates), "open"]).optional() });
export const ItemList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      line: z.int(),
      what: z.string(),
      unitName: z.string(),
      amount: Yuan,
      theirAmount: Yuan.nullable(),
      state: ItemState,
      externalNumber: z.string().nullable(),
      reason: z.string(),
      isOpen: z.boolean(),
      resolution: z.enum(keysOf(resolutions)).nullable(),
      note: z.string().nullable(),
    }),
  ),
  total: Count,
  next: z.string().nullable(),
});

export const ResultReply = z.object({
  accepted: Count,
  paid: Count,
  refused: Count,
  failed: Count,
  differs: Count,
  known: Count,
});

export const ResolveRequest = z.object({
  resolution: z.enum(keysOf(resolutions)),
  note: z.string().trim().min(1, "请写明怎么核对的。").max(300),
});

export const Settings = z.object({
  provincePays: z.boolean(),
  titles: z.array(z.object({ key: z.string(), usual: z.string(), title: z.string() })),
});
export const SettingsRequest = z.object({
  provincePays: z.boolean(),
  titles: z.record(z.string().max(40), z.string().trim().min(1, "请填写栏目名。").max(40)),
});
