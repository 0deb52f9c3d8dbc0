import { Command } from "commander";
import { writeCsv } from "#core/csv.ts";
import { Refusal } from "#core/refusal.ts";
import {
  type CoverRow,
  type EventRow,
  type RowProblem,
  readCovers,
  readEvents,
} from "../formats/claim-files.ts";
import {
  compilePlan,
  type FiledClaim,
  type Plan,
  planVersionOf,
  versionOn,
  type WorkedOut,
  workOutInOrder,
  workOutUnexplained,
} from "../rules/index.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import { sayFileProblem } from "../text.ts";
import { planFilesIn, readPlans, textOf } from "./plan-files.ts";

type Options = {
  readonly plans: string;
  readonly covers: string;
  readonly events: string;
  readonly json?: boolean;
};
type Answered = { readonly id: string; readonly worked: WorkedOut };

/** `tongzhou claims work-out`: what each event comes to under its cover's plan. Needs no database. */
export const workOutCommand = (
  write: (text: string) => unknown = (text) => process.stdout.write(text),
): Command =>
  new Command("claims").description("申领").addCommand(
    new Command("work-out")
      .description("按计划文件核算一批申领：给不给、为什么、多少钱。不需要数据库，不保存任何数据")
      .requiredOption("--plans <目录>", "计划文件（.yaml）所在的目录")
      .requiredOption("--covers <文件>", "保障，CSV")
      .requiredOption("--events <文件>", "申领事项，CSV，按申领先后排列，金额以分为单位")
      .option("--json", "输出 JSON，带每一步的算法")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou claims work-out --plans plans --covers covers.csv --events events.csv\n  tongzhou claims work-out --plans plans --covers covers.csv --events events.csv --json",
      )
      .action(async (options: Options) => {
        const { events, claims } = await readClaims(options);
        const answers = workOutInOrder(claims, options.json ? undefined : workOutUnexplained);
        const rows = answers.map((worked, place) => ({ id: events[place]?.id ?? "", worked }));
        write(options.json ? asJson(rows) : asCsv(rows));
      }),
  );

/** What the three arguments name, read and matched. All problems at once, or no claim is worked out. */
async function readClaims(options: Options): Promise<{ events: readonly EventRow[]; claims: FiledClaim[] }> {
  const problems: string[] = [];
  const documents = await readPlans(await planFilesIn(options.plans), problems);
  const arePlansRead = problems.length === 0;
  const covers = readCovers(await textOf(options.covers));
  const events = readEvents(await textOf(options.events));
  const coverProblems = [...covers.problems];
  const eventProblems = [...events.problems];

  const planOf = planFinder(documents);
  const wrongLines = new Set(covers.problems.map(({ line }) => line));
  const byId = new Map<string, { readonly cover: CoverRow; readonly plan: Plan | undefined }>();
  for (const cover of covers.rows) {
    const plan = planOf(cover);
    byId.set(cover.id, { cover, plan });
    if (plan || !arePlansRead || wrongLines.has(cover.line)) continue;
    const isKnown = documents.some(({ code }) => code === cover.plan);
    const [column, code] = isKnown ? ["from", "plan_not_in_force"] : ["plan", "plan_unknown"];
    coverProblems.push({ line: cover.line, column, code });
  }
  const claims: FiledClaim[] = [];
  for (const { line, cover, event } of events.rows) {
    const found = byId.get(cover);
    if (found?.plan) claims.push({ coverKey: cover, plan: found.plan, cover: found.cover.facts, event });
    else if (!found && covers.rows.length > 0)
      eventProblems.push({ line, column: "cover", code: "cover_unknown" });
  }
  problems.push(...sayProblems(options.covers, coverProblems), ...sayProblems(options.events, eventProblems));
  if (problems.length > 0) throw new Refusal("invalid", "claim_files_wrong", { problems });
  return { events: events.rows, claims };
}

const sayProblems = (file: string, problems: readonly RowProblem[]): string[] =>
  [...problems]
    .sort((a, b) => a.line - b.line)
    .map(({ line, column, code }) => sayFileProblem({ file, line, key: column, code }));

/**
 * The version under which a cover began. Where only one version of its plan is given it is that one, whatever its
 * dates: whoever tries a version on covers of another year wants its answer.
 */
function planFinder(documents: readonly PlanDocument[]): (cover: CoverRow) => Plan | undefined {
  const ready = documents.map((document) => ({
    version: planVersionOf(document),
    plan: compilePlan(document),
  }));
  return ({ plan: code, facts }) => {
    const ofPlan = ready.filter(({ version }) => version.code === code);
    const inForce = versionOn(
      ofPlan.map(({ version }) => version),
      code,
      facts.from,
    );
    return ofPlan.length === 1 ? ofPlan[0]?.plan : ofPlan.find(({ version }) => version === inForce)?.plan;
  };
}

const linesOf = ({ lines }: WorkedOut): string =>
  lines.map(({ benefit, cents }) => `${benefit}=${cents}`).join(";");

/** The shape of `expected.csv`: for programs, so without the byte-order mark that spreadsheets like. */
const asCsv = (rows: readonly Answered[]): string =>
  writeCsv([
    ["event", "decision", "reason", "benefit", "lines"],
    ...rows.map(({ id, worked }) => [
      id,
      worked.decision,
      worked.reason ?? "",
      String(worked.benefit),
      linesOf(worked),
    ]),
  ]).slice(1);

const asJson = (rows: readonly Answered[]): string => {
  const documents = rows.map(({ id, worked }) =>
    JSON.stringify({
      event: id,
      decision: worked.decision,
      reason: worked.reason ?? null,
      failed: worked.failed,
      benefit: Number(worked.benefit),
      lines: worked.lines.map((line) => ({ ...line, cents: Number(line.cents) })),
      steps: worked.steps,
    }),
  );
  return `[${documents.map((document) => `\n ${document}`).join(",")}\n]\n`;
};
