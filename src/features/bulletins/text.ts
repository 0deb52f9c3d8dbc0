import { type PlainDate, sayFullDay } from "#core/dates.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";

export const bulletinTexts: RefusalTexts = {
  bulletin_unknown: () => ({ title: "没有找到这期通报", detail: "请回到通报列表再看。没有改变任何数据。" }),
  bulletin_day_unknown: ({ asOf }) => ({
    title: `${asOf}还没有算过进度`,
    detail: "请先在进度页面算好这一天的进度和颜色，再编通报。没有保存任何数据。",
  }),
  bulletin_published: ({ asOf }) => ({
    title: `${asOf}的这种通报已经发布`,
    detail: "发布以后不能改，也不能再发一次。有新的情况，请在下一个报告日发布。没有保存任何数据。",
  }),
};

export const bulletinNotices = {
  published: {
    code: "bulletins.published",
    title: ({ title }) => title,
    body: ({ title }) => `“${title}”已经发布，请打开看本单位的进度、排名和要办的事。`,
  },
} satisfies Record<string, NoticeTemplate<{ readonly title: string }>>;

export const kindNames = {
  leaders: "致单位工会主席",
  committees: "致县区党委（党工委）",
  units: "致各单位",
} as const;
export const rhythmNames = { weekly: "周调度", fortnightly: "双周调度", monthly: "月度研判" } as const;

const month = (day: string): string => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`;

export const titleOf = (kind: keyof typeof kindNames, asOf: PlainDate): string =>
  `${month(asOf)}职工互助保障进度通报（${kindNames[kind]}，截至${sayFullDay(asOf)}）`;

type Line = {
  readonly name: string;
  readonly colour: "green" | "yellow" | "red";
  readonly newPeople: number;
  readonly people: number;
};

const change = (people: number): string =>
  people === 0
    ? "和上月一样"
    : people > 0
      ? `比上月增加${people}人`
      : `比上月减少${-people}人（有保障到期还没有续上）`;

/** The words above the table, from the table. */
export function wordsOf(table: readonly Line[]): string {
  const count = (colour: Line["colour"]) => table.filter((row) => row.colour === colour).length;
  const sum = (of: (row: Line) => number) => table.reduce((all, row) => all + of(row), 0);
  const ahead = table.slice(0, 3).map(({ name }) => name);
  const red = table.filter(({ colour }) => colour === "red").map(({ name }) => name);
  return [
    `表中${table.length}家共${sum(({ people }) => people)}人参加，${change(sum(({ newPeople }) => newPeople))}；绿色${count("green")}家、黄色${count("yellow")}家、红色${count("red")}家。`,
    `进度靠前的是${ahead.join("、")}。`,
    ...(red.length > 0
      ? [`${red.slice(0, 5).join("、")}${red.length > 5 ? `等${red.length}家` : ""}进度落后，请抓紧。`]
      : []),
    "请各单位对照表中“问题与措施”一栏，按期办好。",
  ].join("\n");
}

/** What a dispatch goes through. */
export const agendaOf = (given: {
  readonly green: number;
  readonly yellow: number;
  readonly red: number;
  readonly owed: number;
  readonly late: number;
}): string[] => [
  `看进度：绿色${given.green}家、黄色${given.yellow}家、红色${given.red}家`,
  ...(given.red > 0 ? [`逐家说红色的${given.red}家：差多少、为什么、谁去`] : []),
  ...(given.owed > 0 ? [`过一遍上次定的、还没有办完的${given.owed}件事`] : ["上次定的事都办完了"]),
  ...(given.late > 0 ? [`期内有${given.late}件事没有按时办，说明原因`] : []),
  "定下次以前谁办什么，登记为会议议定事项",
];
