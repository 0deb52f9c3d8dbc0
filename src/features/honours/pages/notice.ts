import { sql } from "kysely";
import { type PlainDate, plainMonth, sayFullDay, sayMonth } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";
import { html, publicPage } from "#platform/http/page.ts";
import { commendationNames } from "../text.ts";

type Shown = {
  readonly unit: string;
  readonly month: string;
  readonly reason: string;
  readonly state: "noticed" | "published";
  readonly until: PlainDate;
};
type Praised = {
  readonly kind: keyof typeof commendationNames;
  readonly who: string;
  readonly reason: string;
  readonly day: PlainDate;
};

/** 示范单位公示: who is on notice, who was published in the twelve months before, and public praise. */
export async function honoursPage(ctx: ReadCtx, cityId: number): Promise<string> {
  const today = sql`coalesce(city.demo_day, ${ctx.today}::date)`;
  const { rows } =
    await sql<Shown>`select o.name as unit, to_char(m.month, 'YYYY-MM') as month, m.reason, m.state,
      m.notice_until as until
    from city join model_unit as m on m.city_id = city.city_id
    join organisation as o on o.city_id = m.city_id and o.id = m.unit_id
    where city.city_id = ${cityId} and ((m.state = 'noticed' and m.notice_until >= ${today})
      or (m.state = 'published' and m.decided_on > ${today} - 365))
    order by m.month desc, o.code limit 500`.execute(ctx.db);
  const praised =
    await sql<Praised>`select c.kind, coalesce(o.name, c.praised_name) as who, c.reason, c.on_day as day
    from city join commendation as c on c.city_id = city.city_id
    left join organisation as o on o.city_id = c.city_id and o.id = c.organisation_id
    where city.city_id = ${cityId} and c.is_public and c.on_day > ${today} - 365
    order by c.on_day desc, c.id desc limit 100`.execute(ctx.db);
  const [noticed, published] = (["noticed", "published"] as const).map((state) =>
    rows.filter((row) => row.state === state),
  );
  const lines = (some: readonly Shown[] = [], last: (row: Shown) => ReturnType<typeof html>) =>
    some.map(
      (row) =>
        html`<tr><td>${row.unit}</td><td>${sayMonth(plainMonth(row.month))}</td><td>${row.reason}</td>${last(row)}</tr>`,
    );
  return publicPage(
    "示范单位",
    html`<h1>职工互助保障示范单位</h1>
<h2>公示中</h2>
${
  noticed?.length
    ? html`<div class="wide"><table><thead><tr><th>单位</th><th>月份</th><th>理由</th><th>公示到</th></tr></thead><tbody>${lines(noticed, ({ until }) => html`<td>${sayFullDay(until)}</td>`)}</tbody></table></div>
<p class="quiet">有不同意见，请在公示期内登录提出，或向市总工会推进办公室提出。每条意见都会先答复，再公布。</p>`
    : html`<p>现在没有公示中的单位。</p>`
}
<h2>示范单位</h2>
${
  published?.length
    ? html`<div class="wide"><table><thead><tr><th>单位</th><th>月份</th><th>理由</th></tr></thead><tbody>${lines(published, () => html``)}</tbody></table></div>`
    : html`<p>最近一年还没有公布。</p>`
}
${
  praised.rows.length > 0
    ? html`<h2>表彰</h2><div class="wide"><table><thead><tr><th>谁</th><th>种类</th><th>理由</th><th>日期</th></tr></thead><tbody>${praised.rows.map((row) => html`<tr><td>${row.who}</td><td>${commendationNames[row.kind]}</td><td>${row.reason}</td><td>${sayFullDay(row.day)}</td></tr>`)}</tbody></table></div>`
    : html``
}`,
  );
}
