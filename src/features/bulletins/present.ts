import type { z } from "zod";
import { type Cents, showYuan } from "#core/money.ts";
import { renderPdf } from "#platform/pdf/render.ts";
import { writeWorkbook } from "#platform/workbooks/workbook-writer.ts";
import type { BulletinView, TableRow } from "./contract.ts";

type Bulletin = z.input<typeof BulletinView>;
type Row = z.input<typeof TableRow>;

const percent = (bp: number | null): string => (bp === null ? "—" : `${Math.floor(bp / 100)}%`);
const yuan = (cents: string): string => showYuan(BigInt(cents) as Cents);
const colours = { green: "绿色", yellow: "黄色", red: "红色" } as const;
const climbed = ({ climbed: by }: Row): string =>
  by === null ? "新" : by === 0 ? "平" : by > 0 ? `升${by}` : `降${-by}`;

/** The columns of the exchange of notices, in their order. */
export const columnsOf: readonly { readonly title: string; readonly of: (row: Row, at: number) => string }[] =
  [
    { title: "序号", of: (_, at) => String(at + 1) },
    { title: "单位", of: ({ name }) => name },
    { title: "年度目标", of: ({ goal }) => String(goal) },
    { title: "本月新增单位/人数", of: (row) => `${row.newUnits}/${row.newPeople}` },
    { title: "累计单位/人数", of: (row) => `${row.units}/${row.people}` },
    { title: "完成率", of: (row) => percent(row.completionBp) },
    { title: "序时进度", of: (row) => percent(row.paceBp) },
    { title: "排名（较上月）", of: (row) => `${row.rank}（${climbed(row)}）` },
    { title: "会费到账", of: (row) => `${yuan(row.baseReceived)}/${yuan(row.baseDue)}` },
    { title: "补助到位", of: (row) => `${yuan(row.subsidyReceived)}/${yuan(row.subsidyDue)}` },
    { title: "申领件数/金额", of: (row) => `${row.claims}/${yuan(row.benefits)}` },
    { title: "平均时效", of: ({ meanDays10 }) => (meanDays10 === null ? "—" : `${meanDays10 / 10}天`) },
    {
      title: "知晓率",
      of: ({ aware, valid }) =>
        valid === 0 ? "未测" : `${Math.floor((aware * 100) / valid)}%（${aware}/${valid}）`,
    },
    { title: "颜色", of: ({ colour }) => colours[colour] },
    { title: "问题与措施", of: ({ problem }) => problem || "—" },
  ];

const template = new URL("./papers/bulletin.typ", import.meta.url);

export const bulletinPdf = (bulletin: Bulletin): Promise<Buffer> =>
  renderPdf(template, {
    title: bulletin.title,
    number: bulletin.number,
    by: `${bulletin.publishedBy} ${bulletin.publishedOn}`,
    words: bulletin.words.split("\n"),
    heads: columnsOf.map(({ title }) => title),
    rows: bulletin.table.map((row, at) => columnsOf.map(({ of }) => of(row, at))),
  });

export const bulletinWorkbook = (bulletin: Bulletin) =>
  writeWorkbook([
    {
      name: "进度通报",
      widths: columnsOf.map(({ title }) => (title === "单位" || title === "问题与措施" ? 36 : 16)),
      frozenRows: 3,
      rows: [
        { line: 1, cells: [{ text: bulletin.title, look: "header" }] },
        {
          line: 2,
          cells: [{ text: `${bulletin.number} ${bulletin.publishedOn} 金额单位：元`, look: "note" }],
        },
        { line: 3, cells: columnsOf.map(({ title }) => ({ text: title, look: "header" as const })) },
        ...bulletin.table.map((row, at) => ({ line: at + 4, cells: columnsOf.map(({ of }) => of(row, at)) })),
      ],
    },
  ]);
