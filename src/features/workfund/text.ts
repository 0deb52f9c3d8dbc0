import type { RefusalTexts } from "#core/text.ts";
import type { GrantState } from "./rules/grant.ts";

const nothing = "没有保存任何数据。";

export const workFundTexts: RefusalTexts = {
  work_grant_unknown: () => ({ title: "没有找到这笔工作经费", detail: `它可能不在您的管理范围。${nothing}` }),
  work_grant_not_green: () => ({
    title: "这个单位现在不是绿色",
    detail: `工作经费支持跟上序时进度的单位，以最近一次报告日的颜色为准。${nothing}`,
  }),
  work_grant_under_way: ({ number }) => ({
    title: "这个单位已经有一笔在办",
    detail: `${number}办完以后再提下一笔。${nothing}`,
  }),
  work_grant_no_account: () => ({
    title: "这个单位没有登记收款账户",
    detail: `请单位先在“单位”页面里补好账户名称和账号。${nothing}`,
  }),
  work_grant_not_open: () => ({
    title: "这笔工作经费已经办过",
    detail: "请刷新页面看结果。没有改变任何数据。",
  }),
  work_grant_proposer_decides: () => ({
    title: "提出人不能自己批准",
    detail: "请另一位同事批准。没有改变任何数据。",
  }),
};

export const workGrantStateNames: Readonly<Record<GrantState, string>> = {
  proposed: "等批准",
  rejected: "不予支持",
  paying: "付款中",
  paid: "已到账",
  payment_failed: "没有付成",
};
