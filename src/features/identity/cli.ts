import { randomInt } from "node:crypto";
import { Command } from "commander";
import { type Role, roles } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { unitByCode } from "#features/organisations/index.ts";
import { citiesOf, say, withDatabase } from "#platform/command-line.ts";
import type { Config } from "#platform/config.ts";
import { systemActor, writing } from "#platform/context.ts";
import { createAccount } from "./commands/accounts.ts";
import { grantRole } from "./commands/grants.ts";

type Options = {
  city: string;
  login: string;
  name: string;
  role: string;
  organisation: string;
  json?: boolean;
};

/** `tongzhou user create`: an account with one role and a password that must be changed at the first sign-in. */
export const userCommand = (config: () => Config): Command =>
  new Command("user").description("账号").addCommand(
    new Command("create")
      .description("开通账号并授予一个身份；第一次登录时要改密码，要动态码的身份还要绑定验证器")
      .requiredOption("--city <代码>", "城市的六位行政区划代码")
      .requiredOption("--login <登录名>", "登录名")
      .requiredOption("--name <姓名>", "姓名")
      .requiredOption(
        "--role <身份>",
        `身份：${Object.entries(roles)
          .filter(([, role]) => role.reach !== "self")
          .map(([code, role]) => `${code} ${role.name}`)
          .join("，")}`,
      )
      .requiredOption("--organisation <编号>", "所在组织的编号，例如 U025")
      .option("--json", "输出 JSON")
      .addHelpText(
        "after",
        "\n例子：\n  tongzhou user create --city 410900 --login zhangwei --name 张伟 --role city_clerk --organisation HA-C",
      )
      .action(async (options: Options) => {
        const password = oneTimePassword();
        const accountId = await withDatabase(config(), async (database) => {
          const [city] = await citiesOf(database, options.city);
          return writing(database.pool, systemActor("operator", city?.cityId ?? 0), async (ctx) => {
            if (!(options.role in roles))
              throw new Refusal("invalid", "role_unknown", { role: options.role });
            const organisation = await unitByCode(ctx, options.organisation);
            if (!organisation) throw new Refusal("not_found", "organisation_unknown");
            const { login, name } = options;
            const id = await createAccount(ctx, { login, name, password, mustChangePassword: true });
            await grantRole(ctx, {
              accountId: id,
              organisationId: organisation.id,
              role: options.role as Role,
            });
            return id;
          });
        });
        say(options.json, { accountId, login: options.login, password }, [
          `已开通账号 ${options.login}（${roles[options.role as Role].name}）。`,
          `一次性密码：${password}`,
          "请当面或用可靠的方式告诉本人；第一次登录时必须修改。",
        ]);
      }),
  );

/** 16 characters of four kinds without those that are easily misread: strong enough for one sign-in. */
function oneTimePassword(): string {
  const kinds = ["ABCDEFGHJKMNPQRSTUVWXYZ", "abcdefghjkmnpqrstuvwxyz", "23456789", "-+*="];
  const pick = (from: string) => from.charAt(randomInt(from.length));
  return Array.from({ length: 16 }, (_, place) => pick(kinds[place % kinds.length] ?? "")).join("");
}
