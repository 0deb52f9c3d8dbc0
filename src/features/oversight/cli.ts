import { Command } from "commander";
import { verifyAudit } from "#platform/audit/chain.ts";
import { citiesOf, say, withDatabase } from "#platform/command-line.ts";
import type { Config } from "#platform/config.ts";
import { reading, systemActor } from "#platform/context.ts";

/** `tongzhou audit verify`: exit code 3 where the chain is broken. */
export const auditCommand = (config: () => Config): Command =>
  new Command("audit").description("操作记录").addCommand(
    new Command("verify")
      .description("重新计算操作记录的链，查出被改动、删除或插入的记录")
      .option("--city <代码>", "只查一个城市（六位行政区划代码）")
      .option("--json", "输出 JSON")
      .addHelpText("after", "\n例子：\n  tongzhou audit verify\n  tongzhou audit verify --city 410900 --json")
      .action(async (options: { city?: string; json?: boolean }) => {
        const verdicts = await withDatabase(config(), async (database) => {
          const cities = await citiesOf(database, options.city);
          return Promise.all(
            cities.map(async (city) => ({
              city: city.cityId,
              name: city.name,
              ...(await reading(database.pool, systemActor("audit-verify", city.cityId), verifyAudit)),
            })),
          );
        });
        const broken = verdicts.filter((verdict) => verdict.brokenAt !== undefined);
        say(
          options.json,
          verdicts.map((verdict) => ({ ...verdict, intact: verdict.brokenAt === undefined })),
          verdicts.length === 0 ? ["还没有开通任何城市。"] : verdicts.map(sentence),
        );
        process.exitCode = broken.length > 0 ? 3 : 0;
      }),
  );

type Verdict = {
  readonly name: string;
  readonly sealed: number;
  readonly unsealed: number;
  readonly brokenAt: number | undefined;
};

const sentence = ({ name, sealed, unsealed, brokenAt }: Verdict): string =>
  brokenAt === undefined
    ? `${name}：${sealed}条操作记录环环相扣，没有改动${unsealed > 0 ? `；最近${unsealed}条还没有封存` : ""}。`
    : `${name}：第${brokenAt}条操作记录对不上，从这一条起不可信。请立即保留现场并报告。`;
