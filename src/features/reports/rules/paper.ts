import type { DocumentText } from "./say.ts";

type Shown = {
  readonly name: string;
  readonly said: string;
  readonly saidOf: string | null;
  readonly definition: string;
};
type Report = {
  readonly city: string;
  readonly from: string;
  readonly asOf: string;
  readonly sections: readonly { readonly title: string; readonly figures: readonly Shown[] }[];
};

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 2025-03-12 as 2025年3月12日: on paper a day always has its year. */
export const sayPaperDay = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
};

/** The report as it is printed, whatever the file: the sections of the page, numbered, each figure with what it counts. */
export const paperOf = ({ city, from, asOf, sections }: Report): DocumentText => ({
  title: `${city}职工互助保障报告`,
  days: `${sayPaperDay(from)}至${sayPaperDay(asOf)}`,
  note: "各项数字由系统按记录计算，每项写明数什么；比率写明用什么除以什么。系统里没有的数字写明来源。",
  heads: ["指标", "数", "除以", "算什么"],
  sections: sections.map(({ title, figures }, at) => ({
    title: `${numerals[at] ?? at + 1}、${title}`,
    rows: figures.map(({ name, said, saidOf, definition }) => [name, said, saidOf ?? "–", definition]),
  })),
});
