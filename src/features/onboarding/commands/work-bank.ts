import type { PlainDate, PlainMonth } from "#core/dates.ts";
import { decideLines, importStatement, matchLines } from "#features/banking/index.ts";
import { advanceMonths, checkRemittance, closeBase, makeRemittance } from "#features/funding/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { countExpected, linesToAnswer, openMoney, returnableCredits } from "../queries/bank-lines.ts";
import { answerOf } from "../rules/answer.ts";
import type { BankAnswer } from "../rules/bank-files.ts";
import type { StepRunner } from "./run-steps.ts";
import type { StatementFile } from "./statements.ts";

/** What people would say of the bank's lines, by serial. */
export type Answers = ReadonlyMap<string, BankAnswer>;

/** The bank's side of a load: statements, evenings, cut-offs, remittances. */
export class BankDesk {
  private readonly steps: StepRunner;
  private readonly answers: Answers;
  /** Months whose base is closed, with people in them, and how far each is. */
  private readonly months = new Map<PlainMonth, string>();
  /** How many sums of money have ever been expected: one more may explain a line of today. */
  private expected = 0;

  constructor(steps: StepRunner, answers: Answers) {
    this.steps = steps;
    this.answers = answers;
  }

  async take(statement: StatementFile, on: PlainDate): Promise<void> {
    await this.steps.run({
      key: `statement ${statement.name}`,
      kind: "statement",
      as: "cashier",
      on,
      work: async (ctx) => {
        const file = { name: statement.name, hash: statement.hash };
        const taken = await importStatement(ctx, file, statement.reading, { openAccount: true });
        return { lines: taken.lines, newLines: taken.newLines };
      },
    });
  }

  /**
   * An evening at the bank's lines: the rules first; what is complete is remitted, because its debit may stand in the
   * same statement; then people are asked about what is left. Again, until nothing moves any more.
   */
  async match(on: PlainDate, tag: string = on): Promise<void> {
    for (let round = 1; ; round++) {
      await this.steps.run({
        key: `match ${tag} ${round}`,
        kind: "match",
        as: "cashier",
        on,
        work: async (ctx) => (await matchLines(ctx, on)).matched,
      });
      const moved = await this.advance(`${tag} ${round}`, on);
      const asked = await this.steps.run({
        key: `ask ${tag} ${round}`,
        kind: "ask",
        as: "cashier",
        on,
        work: (ctx) => ask(ctx, this.answers, on),
      });
      if (!moved && asked === 0) return;
    }
  }

  /** The cut-off day is over: parts that waited go to people, the base closes, what is complete is remitted. */
  async close(month: PlainMonth, on: PlainDate): Promise<void> {
    await this.match(on, `cut-off ${month}`);
    const settled = await this.steps.run({
      key: `close ${month}`,
      kind: "close",
      as: "cashier",
      on,
      work: async (ctx) => (await closeBase(ctx, month)).settled,
    });
    if (settled > 0) this.months.set(month, "base_closed");
    await this.match(on, `closed ${month}`);
  }

  /** Moves months on as far as the bank's lines allow; made by one, checked by another. Answers whether any moved. */
  private async advance(tag: string, on: PlainDate): Promise<boolean> {
    // A remitted month goes on, too: what units advanced for a union is owed back once the union has paid.
    const going = [...this.months.keys()];
    if (going.length === 0) return false;
    const { states, expected } = await this.steps.run({
      key: `advance ${tag}`,
      kind: "advance",
      as: "cashier",
      on,
      work: async (ctx) => {
        const after: Record<string, string> = Object.fromEntries(await advanceMonths(ctx));
        return { states: after, expected: await countExpected(ctx) };
      },
    });
    let moved = expected !== this.expected;
    this.expected = expected;
    for (const month of going) {
      const state = states[month] ?? "base_closed";
      if (state === this.months.get(month)) continue;
      moved = true;
      this.months.set(month, state);
      if (state === "funded") await this.remit(month, on);
    }
    return moved;
  }

  private async remit(month: PlainMonth, on: PlainDate): Promise<void> {
    await this.steps.run({
      key: `remit ${month}`,
      kind: "remit",
      as: "cashier",
      on,
      work: async (ctx) => {
        await makeRemittance(ctx, month);
        return null;
      },
    });
    await this.steps.run({
      key: `check ${month}`,
      kind: "remit",
      as: "accountant",
      on,
      work: async (ctx) => {
        await checkRemittance(ctx, month);
        return null;
      },
    });
  }
}

/** Books what people say of lines that the matcher left to them; an answer that nothing open fits waits. */
async function ask(ctx: WriteCtx, answers: Answers, on: PlainDate): Promise<number> {
  const lines = (await linesToAnswer(ctx, on)).filter((line) => answers.has(line.serial));
  let decided = 0;
  for (const line of lines) {
    const answer = answers.get(line.serial);
    if (!answer) continue;
    const credits = answer.kind === "returned" ? await returnableCredits(ctx, line.id) : [];
    const decision = answerOf(answer, { ...line, open: await openMoney(ctx), credits });
    if (!decision) continue;
    await decideLines(ctx, [{ id: line.id, version: line.version }], decision, { on });
    decided += 1;
  }
  return decided;
}
