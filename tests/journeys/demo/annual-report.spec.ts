import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";
import { switchTo } from "#tests/support/switch-city.ts";

type Figure = {
  readonly code: string;
  readonly said: string;
  readonly of: { readonly denominatorName: string } | null;
};

async function figures(page: Page): Promise<Map<string, Figure>> {
  const reply = await page.request.get("/api/reports/annual?asOf=2025-02-28");
  const { sections } = (await reply.json()) as {
    sections: readonly { readonly figures: readonly Figure[] }[];
  };
  return new Map(sections.flatMap((section) => section.figures.map((figure) => [figure.code, figure])));
}

const wanted: readonly (readonly [city: string, id: number, Readonly<Record<string, string>>])[] = [
  [
    "濮阳市",
    410_900,
    { "funding.units": "81家", "funding.people.HN-INP-80": "6,079人", "funding.contributions": "48.632万元" },
  ],
  [
    "漯河市",
    411_100,
    {
      "funding.units": "26家",
      "funding.people.HN-INP-80": "5,174人",
      "funding.contributions": "41.392万元",
      "questions.stations": "32个",
      "committees.work_groups": "6个",
      "publicity.material.宣传手提袋": "300个",
      "publicity.material.展架": "60个",
      "publicity.material.宣传手册": "20,000个",
    },
  ],
  [
    "郑州市",
    410_100,
    {
      ...{
        "funding.people.HN-INP-80": "4,240人",
        "funding.contributions": "40.94万元",
        "funding.gift_people": "10人",
      },
      ...{ "claims.paid": "130人次", "claims.benefits": "28.74万元", "claims.mean": "2,210.77元" },
      ...{ "relief.people": "4人", "relief.cents": "9,560.00元", "publicity.films": "3个" },
      ...{ "publicity.activity.match": "4个", "publicity.activity.lecture": "4个" },
      ...{ "reports.loss_ratio": "70.2%", "reports.growth": "18.01%" },
    },
  ],
];

test("the report of each demo city says the materials' own figures, and no ratio without what it is divided by", async ({
  demo,
  browser,
}) => {
  const office = await demo.sitDown(browser, "tuijin");
  for (const [city, id, said] of wanted) {
    await switchTo(office, id);
    const found = await figures(office);
    expect(Object.fromEntries(Object.keys(said).map((code) => [code, found.get(code)?.said]))).toEqual(said);
    for (const { code, said: words, of } of found.values())
      if (words.endsWith("%")) expect(of?.denominatorName, code).toBeTruthy();
    await office.goto("/reports/annual?asOf=2025-02-28");
    await expect(office.getByRole("heading", { level: 1 })).toHaveText(`${city}职工互助保障报告`);
  }
  await office.context().close();
});
