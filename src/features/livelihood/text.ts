import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有保存任何数据。";

export const livelihoodTexts: RefusalTexts = {
  livelihood_unknown: () => ({ title: "没有找到这件民生实事", detail: `请刷新页面再填。${nothing}` }),
  livelihood_known: () => ({ title: "这一年已经有同名的民生实事", detail: `请换一个名称。${nothing}` }),
  livelihood_day_wrong: () => ({ title: "完成日期不在这一年", detail: `请选这一年里的日期。${nothing}` }),
  livelihood_told: ({ asOf }) => ({
    title: `截至${asOf}已经填报过`,
    detail: `填报过的不能改，请选另一天再填。${nothing}`,
  }),
  livelihood_future: () => ({ title: "日期在今天以后", detail: `请选今天或以前的日期。${nothing}` }),
};

export const measureNames = { people: "参加人数", units: "参加单位", other: "别的数" } as const;
