import { sql } from "kysely";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { maskName } from "#core/mask.ts";
import { type Cents, showYuan } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import { html, publicPage } from "#platform/http/page.ts";
import type { causes } from "../rules/grant.ts";
import { causeNames } from "../text.ts";

type Noticed = {
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly cause: (typeof causes)[number];
  readonly cents: Cents;
  readonly until: PlainDate;
};

/** 救助公示: who is to be helped, masked, without illness, as long as the notice runs. */
export async function noticePage(ctx: ReadCtx, cityId: number): Promise<string> {
  const { rows } =
    await sql<Noticed>`select g.number, person.name, unit.name as unit, g.cause, g.cents, g.notice_until as until
    from city join relief_grant as g on g.city_id = city.city_id
    join person on person.city_id = g.city_id and person.id = g.person_id
    join organisation as unit on unit.city_id = g.city_id and unit.id = g.organisation_id
    where city.city_id = ${cityId} and g.state = 'noticed'
      and g.notice_until >= coalesce(city.demo_day, ${ctx.today}::date) order by g.number`.execute(ctx.db);
  const lines = rows.map(
    (row) =>
      html`<tr><td>${row.number}</td><td>${maskName(row.name)}</td><td>${row.unit}</td><td>${causeNames[row.cause]}</td><td>${showYuan(row.cents)}元</td><td>${sayFullDay(row.until)}</td></tr>`,
  );
  return publicPage(
    "救助公示",
    html`<h1>救助公示</h1>
${
  rows.length === 0
    ? html`<p>现在没有公示中的救助。</p>`
    : html`<div class="wide"><table><thead><tr><th>编号</th><th>姓名</th><th>单位</th><th>因为</th><th>金额</th><th>公示到</th></tr></thead><tbody>${lines}</tbody></table></div>
<p class="quiet">有不同意见，请在公示期内向本单位工会或市总工会服务窗口提出。</p>`
}`,
  );
}
