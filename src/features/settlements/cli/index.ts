import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Command } from "commander";
import type { Pool } from "pg";
import { dayInChina, parseDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import { citiesOf, say, withDatabase } from "#platform/command-line.ts";
import { type Config, programFolder } from "#platform/config.ts";
import { type Actor, reading, systemActor, writing } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import { receiveFeed } from "../commands/receive-feed.ts";
import { fetchPage, sourceOf, takePage } from "../commands/source.ts";
import { takeFeed } from "../commands/take-feed.ts";
import { feedPage } from "../queries/feeds.ts";
import { readFeed } from "../reading/read-feed.ts";
import { feedStates, outcomeNames } from "../text.ts";
import { insuranceServer } from "./insurance-server.ts";
import { makeSettlements } from "./made-settlements.ts";
import { peopleOfRosters } from "./roster-people.ts";

type CityOption = { readonly city: string; readonly json?: boolean };

/** `tongzhou settlement take | fetch`: settlements of the medical-insurance side from a file, or from its address. */
export const settlementCommand = (config: () => Config): Command =>
  new Command("settlement")
    .description("医保结算数据（免申即享）")
    .addCommand(
      new Command("take")
        .description("读入一份结算数据：CSV 或 JSON 行，带控制记录；总数或任何一行不对，整份不收")
        .argument("<文件>", "结算数据，最大50MB")
        .requiredOption("--city <代码>", "城市的六位行政区划代码")
        .option("--json", "输出 JSON")
        .addHelpText("after", "\n例子：\n  tongzhou settlement take 结算.csv --city 410900")
        .action((file: string, options: CityOption) =>
          inCity(config(), options, async (pool, actor) => {
            const content = await readFile(file).catch(() => {
              throw new Refusal("not_found", "file_missing", { file: basename(file) });
            });
            const sha256 = createHash("sha256").update(content).digest("hex");
            const arrived = { path: file, name: basename(file), bytes: content.length, sha256 };
            const { feedId } = await writing(pool, actor, (ctx) => receiveFeed(ctx, arrived, "file"));
            return [await takeNow(pool, actor, feedId)];
          }),
        ),
    )
    .addCommand(
      new Command("fetch")
        .description("向设定的医保接口取新的结算数据，取到没有为止")
        .requiredOption("--city <代码>", "城市的六位行政区划代码")
        .option("--json", "输出 JSON")
        .action((options: CityOption) => inCity(config(), options, fetchAll)),
    );

type Taken = Awaited<ReturnType<typeof feedPage>>;

async function inCity(
  config: Config,
  { city: code, json }: CityOption,
  run: (pool: Pool, actor: Actor) => Promise<Taken[]>,
): Promise<void> {
  const feeds = await withDatabase(config, async (database) => {
    const [city] = await citiesOf(database, code);
    return run(database.pool, systemActor("operator", city?.cityId ?? 0, "命令行"));
  });
  say(json, feeds, feeds.length === 0 ? ["没有新的结算数据。"] : feeds.flatMap(sentencesOf));
}

/** What the job would do, at once. The job finds it done, and removes the file. */
async function takeNow(pool: Pool, actor: Actor, feedId: string): Promise<Taken> {
  const { state } = await reading(pool, actor, (ctx) => feedPage(ctx, feedId));
  if (state === "received") {
    const read = await files()
      .lend(feedId, readFeed)
      .catch((thrown: unknown) => {
        if (thrown instanceof Refusal) return thrown;
        throw thrown;
      });
    await writing(pool, actor, (ctx) => takeFeed(ctx, feedId, read));
  }
  return reading(pool, actor, (ctx) => feedPage(ctx, feedId));
}

async function fetchAll(pool: Pool, actor: Actor): Promise<Taken[]> {
  const feeds: Taken[] = [];
  for (;;) {
    const source = await reading(pool, actor, sourceOf);
    if (!source) throw new Refusal("conflict", "source_not_set");
    const fetched = await fetchPage(source);
    if ("problem" in fetched) throw new Refusal("conflict", fetched.problem);
    const feedId = await writing(pool, actor, (ctx) => takePage(ctx, fetched));
    if (!feedId) return feeds;
    const feed = await takeNow(pool, actor, feedId);
    feeds.push(feed);
    if (feed.state === "refused") return feeds;
  }
}

function sentencesOf(feed: Taken): string[] {
  const { number, name, state, lines, outcomes, noConsent, unknownPerson, known, problemCount, problems } =
    feed;
  const head = `${number ?? name}：${feedStates[state]}`;
  if (state === "refused") return [`${head}，${problemCount}处不对：`, ...problems];
  const counts: readonly (readonly [string, number])[] = [
    ...outcomes.map((each) => [outcomeNames[each.outcome], each.lines] as const),
    ["没有同意核对，不保存", noConsent],
    ["不是本市职工，不保存", unknownPerson],
    ["以前收过", known],
  ];
  return [`${head}，${lines}行。`, ...counts.filter(([, n]) => n > 0).map(([what, n]) => `  ${what}：${n}`)];
}

type StandInOptions = {
  rosters: string;
  port: string;
  seed: string;
  count: string;
  from: string;
  until?: string;
  token: string;
  page: string;
};

/** `tongzhou stand-in medical-insurance`: settlements of a city's people, without a medical-insurance side. */
export const standInInsuranceCommand = (): Command =>
  new Command("stand-in").description("模拟的外部系统，试用和测试时用").addCommand(
    new Command("medical-insurance")
      .description("医保接口的替身：给出名册里的人的结算，同一个种子每次一样")
      .option("--port <端口>", "监听的端口", "9103")
      .option(
        "--rosters <文件夹>",
        "结算哪些人：一个放名册的文件夹",
        join(programFolder, "demo/puyang/rosters"),
      )
      .option("--seed <数>", "种子", "1")
      .option("--count <数>", "多少次结算", "500")
      .option("--from <日期>", "出院的第一天", "2025-02-10")
      .option("--until <日期>", "出院的最后一天，默认今天")
      .option("--token <令牌>", "要求的令牌", "stand-in-token")
      .option("--page <数>", "一页多少行", "200")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou stand-in medical-insurance --seed 7 --until 2025-04-20\n在“免申即享”里把网址设为 http://127.0.0.1:9103/settlements，令牌设为 stand-in-token",
      )
      .action(async (options: StandInOptions) => {
        const [from, until] = [
          parseDate(options.from),
          options.until ? parseDate(options.until) : dayInChina(now()),
        ];
        const [port, seed, count, pageSize] = [options.port, options.seed, options.count, options.page].map(
          Number,
        );
        const numbers = [port, seed, count, pageSize];
        if (!from || !until || until < from || numbers.some((n) => !Number.isInteger(n) || (n as number) < 1))
          throw new Refusal("invalid", "stand_in_options_wrong");
        const people = await peopleOfRosters(options.rosters, until);
        const making = { people, seed: seed as number, count: count as number, from, until };
        const rows = makeSettlements(making);
        const app = insuranceServer({
          rows,
          name: `MI-${seed}-${count}-${until}`,
          token: options.token,
          pageSize: pageSize as number,
        });
        const address = await app.listen({ port: port as number, host: "127.0.0.1" });
        process.stdout.write(
          `医保接口的替身已启动：${address}，${people.length}人的${rows.length}次结算。\n按 Ctrl+C 停止，停止后什么也不保留。\n`,
        );
      }),
  );
