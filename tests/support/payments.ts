import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, yuan } from "#core/money.ts";
import { type Role, roleOf } from "#core/permissions.ts";
import { importStatement, matchLines, readStatement } from "#features/banking/index.ts";
import { type BankBooks, openBank } from "#features/payments/cli/bank-books.ts";
import { orderPayment } from "#features/payments/index.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";

export const payingAccount = { number: "41001512345050008888", holder: "测试市总工会职工互助保障专户" };

/** A city that pays: its special account at the stand-in bank, with money for benefits on it. */
export class PayingCity {
  readonly pool: Pool;
  readonly cityId: number;
  readonly agency: string;
  readonly bank: BankBooks;
  today: PlainDate;

  constructor(pool: Pool, cityId: number, agency: string, on: PlainDate = plainDate("2025-03-03")) {
    this.pool = pool;
    this.cityId = cityId;
    this.agency = agency;
    this.today = on;
    this.bank = openBank({ ...payingAccount, opening: yuan(1_000), on });
  }

  actor(id: string, role: Role): Actor {
    return {
      id,
      name: id,
      role,
      reach: roleOf(role).reach,
      cityId: this.cityId,
      organisationId: this.agency,
    };
  }

  act<T>(run: (ctx: WriteCtx) => Promise<T>, actor: Actor = systemActor("test", this.cityId)): Promise<T> {
    return writing(this.pool, actor, run, { at: new Date(`${this.today}T04:00:00Z`) });
  }

  /** The province sends money for benefits, and the statement shows it. */
  async grant(cents: Cents): Promise<void> {
    this.bank.credit(cents, "中国职工保险互助会河南省办事处", "互助金拨付");
    await this.readStatement();
  }

  /** Takes in what the bank's statement shows by now. */
  async readStatement(): Promise<void> {
    const bytes = this.bank.statement();
    const hash = createHash("sha256").update(bytes).digest("hex");
    const path = join(mkdtempSync(join(tmpdir(), "tongzhou-statement-")), "statement.csv");
    writeFileSync(path, bytes);
    const reading = await readStatement(path);
    await this.act(async (ctx) => {
      await importStatement(ctx, { name: "对账单.csv", hash }, reading);
      await matchLines(ctx, this.bank.day());
    });
  }

  /** A payment that waits, to an account that ends as the bank's rules want it. */
  order(ending: string, cents: Cents, more: { name?: string; sourceId?: string } = {}): Promise<string> {
    const serial = newId().replace(/\D/g, "").slice(-11).padStart(11, "1");
    return this.act((ctx) =>
      orderPayment(ctx, {
        source: "claims",
        sourceId: more.sourceId ?? newId(),
        purpose: "benefit",
        fund: "benefit",
        payee: { name: more.name ?? "苏晓梅", account: `622202${serial}${ending}` },
        cents,
        remark: "互助金",
      }),
    );
  }
}
