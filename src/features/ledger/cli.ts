import { Command } from "commander";
import { citiesOf, say, withDatabase } from "#platform/command-line.ts";
import type { Config } from "#platform/config.ts";
import { reading, systemActor } from "#platform/context.ts";
import { type Verified, verifyLedger } from "./queries/verify.ts";

/** `tongzhou ledger verify`: exit code 3 where anything does not hold. */
export const ledgerCommand = (config: () => Config): Command =>
  new Command("ledger").description("账簿").addCommand(
    new Command("verify")
      .description("从分录重新计算账簿：是否平衡、资金是否为负、银行流水是否都有交代")
      .option("--city <代码>", "只查一个城市（六位行政区划代码）")
      .option("--json", "输出 JSON")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou ledger verify\n  tongzhou ledger verify --city 410900 --json",
      )
      .action(async (options: { city?: string; json?: boolean }) => {
        const results = await withDatabase(config(), async (database) => {
          const found = [];
          for (const city of await citiesOf(database, options.city)) {
            const actor = systemActor("ledger-verify", city.cityId);
            found.push({
              city: city.cityId,
              name: city.name,
              ...(await reading(database.pool, actor, verifyLedger)),
            });
          }
          return found;
        });
        say(
          options.json,
          results,
          results.length === 0 ? ["还没有开通任何城市。"] : results.flatMap(sentences),
        );
        process.exitCode = results.every((result) => result.isSound) ? 0 : 3;
      }),
  );

const sentences = ({ name, checks }: Verified & { readonly name: string }): string[] => [
  `${name}：`,
  ...checks.flatMap(({ title, isSound, findings }) => [
    `  ${isSound ? "✓" : "✗"} ${title}`,
    ...findings.map((finding) => `      ${finding}`),
  ]),
];
