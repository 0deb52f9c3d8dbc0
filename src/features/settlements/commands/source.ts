import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { receiveFeed } from "./receive-feed.ts";

export type SourceSetting = {
  readonly url: string;
  /** Undefined: the one that is kept. */
  readonly token: string | undefined;
  readonly isActive: boolean;
};

/** Where settlements are fetched from. Refuses `source_token_missing`. */
export async function setSource(ctx: WriteCtx, { url, token, isActive }: SourceSetting): Promise<void> {
  const before = await sourceOf(ctx);
  if (!token && !before) throw new Refusal("invalid", "source_token_missing");
  const sealed = token ? vault().seal(token) : before?.tokenSealed;
  await sql`insert into settlement_source (city_id, id, url, token_sealed, is_active, set_at, set_by)
    values (${ctx.actor.cityId}, ${newId()}, ${url}, ${sealed}, ${isActive}, ${ctx.now}, ${ctx.actor.id})
    on conflict on constraint settlement_source_one do update set url = excluded.url, token_sealed = excluded.token_sealed,
      is_active = excluded.is_active, problem = null, set_at = excluded.set_at, set_by = excluded.set_by`.execute(
    ctx.db,
  );
  await ctx.record("settlement.source_set", { isActive });
}

export type Source = {
  readonly url: string;
  readonly tokenSealed: Buffer;
  readonly isActive: boolean;
  /** Where the other side said to go on. */
  readonly position: string;
  readonly askedAt: Date | null;
  readonly problem: string | null;
};

export async function sourceOf(ctx: ReadCtx): Promise<Source | undefined> {
  const { rows } =
    await sql<Source>`select url, token_sealed as "tokenSealed", is_active as "isActive", position,
      asked_at as "askedAt", problem
    from settlement_source where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0];
}

/** A page of the other side's settlements, as it was answered. `next`: where to go on; empty at the end. */
export type Fetched =
  | { readonly content: Buffer; readonly position: string; readonly next: string }
  | { readonly problem: "source_silent" | "source_refused" | "source_unclear"; readonly status: number };

const mostBytes = 50 * 1024 * 1024;

/** Asks for what came after the position that was reached; redirects are not followed. */
export async function fetchPage({ url, tokenSealed, position }: Source): Promise<Fetched> {
  const address = new URL(url);
  address.searchParams.set("after", position);
  let answer: Response;
  try {
    answer = await fetch(address, {
      redirect: "manual",
      signal: AbortSignal.timeout(60_000),
      headers: { authorization: `Bearer ${vault().open(tokenSealed)}`, accept: "application/x-ndjson" },
    });
  } catch {
    return { problem: "source_silent", status: 0 };
  }
  if (answer.status === 204) return { content: Buffer.alloc(0), position, next: "" };
  if (!answer.ok) return { problem: "source_refused", status: answer.status };
  const next = answer.headers.get("x-next-position") ?? "";
  const content = await readAtMost(answer, mostBytes);
  if (!content || next === "" || next.length > 200)
    return { problem: "source_unclear", status: answer.status };
  return { content, position, next };
}

async function readAtMost(answer: Response, most: number): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/**
 * Takes a page in as a feed, and goes on behind it: a page that is refused later is asked for again (`askAgainFrom`), one
 * that another has fetched meanwhile is not taken twice. Answers the feed, or undefined where there was nothing new.
 */
export async function takePage(ctx: WriteCtx, fetched: Fetched): Promise<string | undefined> {
  const { cityId } = ctx.actor;
  if ("problem" in fetched) {
    await sql`update settlement_source set asked_at = ${ctx.now}, problem = ${fetched.problem}
      where city_id = ${cityId}`.execute(ctx.db);
    return undefined;
  }
  const { content, position, next } = fetched;
  const moved = await sql`update settlement_source set asked_at = ${ctx.now}, problem = null,
      position = coalesce(nullif(${next}::text, ''), position)
    where city_id = ${cityId} and position = ${position}`.execute(ctx.db);
  if (content.length === 0 || Number(moved.numAffectedRows ?? 0n) === 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "tongzhou-settlements-"));
  try {
    const path = join(folder, "page");
    await writeFile(path, content, { mode: 0o600 });
    const sha256 = createHash("sha256").update(content).digest("hex");
    const page = { path, name: `医保接口 ${ctx.today}`, bytes: content.length, sha256 };
    const { feedId, isSame } = await receiveFeed(ctx, page, "fetched", position);
    if (isSame && next !== position) await ctx.enqueue("settlements_fetch", "向医保接口取结算数据", {});
    return feedId;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was fetched was refused: it is asked for again from the same place, once somebody has looked or a day has passed. */
export async function askAgainFrom(ctx: WriteCtx, position: string): Promise<void> {
  await sql`update settlement_source set position = ${position}, problem = 'source_feed_refused'
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
}

/** Once a day, and every hour where it did not work. */
export async function askSourceWhenDue(ctx: WriteCtx): Promise<void> {
  const due = await sql`update settlement_source set asked_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and is_active and (asked_at is null or asked_at < ${ctx.now}::timestamptz - interval '1 day'
      or (problem is not null and asked_at < ${ctx.now}::timestamptz - interval '1 hour'))`.execute(ctx.db);
  if (Number(due.numAffectedRows ?? 0n) > 0)
    await ctx.enqueue("settlements_fetch", "向医保接口取结算数据", {});
}
