import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCsv } from "#core/csv.ts";
import { yearOf } from "#core/dates.ts";
import { idSeries, newId } from "#core/ids.ts";
import { formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { sendToProvince } from "#features/claims/index.ts";
import { actingAs, sha256, systemActor, type WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { FileReply } from "#platform/http/route.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { outgoing } from "../queries/to-send.ts";
import { columns, controlMark, type ExportKind, titleOf } from "../rules/layout.ts";
import { insertExport, insertItems, lockExport, titlesSet } from "../store.ts";

/** What goes out is about the whole city, also where it is private: it is gathered in the program's name. */
const asProgram = <T>(ctx: WriteCtx, run: (desk: WriteCtx) => Promise<T>): Promise<T> =>
  actingAs(ctx, { ...systemActor("national", ctx.actor.cityId), demoDay: ctx.actor.demoDay }, run);

/**
 * Makes a file of everything of a kind that was not sent yet, each thing once; the file is kept sealed as it was sent.
 * Refuses `nothing_to_send`.
 */
export async function makeExport(
  ctx: WriteCtx,
  kind: ExportKind,
): Promise<{ exportId: string; lines: number }> {
  const nextId = idSeries();
  const rows = await asProgram(ctx, (desk) => outgoing(desk, kind));
  if (rows.length === 0) throw new Refusal("conflict", "nothing_to_send", { kind });
  const items = rows.map((row) => ({ ...row, id: nextId() }));
  const year = yearOf(ctx.today);
  const number = numbered(`GX-${ctx.actor.cityId}`, year, await nextNumbers(ctx, `national/${year}`), 4);
  const cents = sum(items.map((item) => item.cents));
  const titles = await titlesSet(ctx);
  const names = Object.keys(columns[kind]);
  const content = writeCsv([
    names.map((name) => titleOf(titles, kind, name)),
    ...items.map(({ id, cells }) => names.map((name) => (name === "reference" ? id : (cells[name] ?? "")))),
    [controlMark, number, String(items.length), formatYuan(cents)],
  ]);
  const exported = { id: newId(), number, kind };
  await insertExport(ctx, { ...exported, sha256: sha256(content), cents, lines: items.length });
  await insertItems(ctx, exported, items);
  if (kind === "claim")
    await sendToProvince(
      ctx,
      items.map(({ id, ourId }) => ({ claimPaymentId: ourId, sentId: id })),
    );
  await ctx.record("national.exported", { exportId: exported.id, number, kind, lines: items.length });
  await keep(exported.id, content);
  return { exportId: exported.id, lines: items.length };
}

async function keep(id: string, content: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tongzhou-national-"));
  try {
    const path = join(folder, "export.csv");
    await writeFile(path, content, { mode: 0o600 });
    await files().keep(id, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The file as it was made. It holds whole numbers and accounts: taking it home is recorded. Refuses `not_found`. */
export async function exportToTakeHome(ctx: WriteCtx, exportId: string): Promise<FileReply> {
  const { number } = await lockExport(ctx, exportId);
  await ctx.record("national.export_taken", { exportId });
  return { name: `${number}.csv`, type: "text/csv; charset=utf-8", content: await files().read(exportId) };
}
