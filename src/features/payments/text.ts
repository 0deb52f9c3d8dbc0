import type { RefusalTexts } from "#core/text.ts";

const unchanged = "没有改变任何数据。";

export const paymentTexts: RefusalTexts = {
  payment_already_ordered: () => ({
    title: "这一件已经在付款，不能再付一次",
    detail: "同一件申领或退款只付一次。付款失败或被退回以后，才能更正账号重新付。没有保存任何数据。",
  }),
  payee_account_unreadable: () => ({
    title: "收款账号读不出来",
    detail: "账号只能是数字（个别银行带字母），6到32位，中间可以有空格。没有保存任何数据。",
  }),
  payment_not_replaceable: () => ({
    title: "这笔付款不能更正",
    detail: `还没有送出的、付款失败的和被退回的可以更正；正在办理或已经付成的不可以。${unchanged}`,
  }),
  payment_already_released: () => ({
    title: "这笔付款已经放行，不能取消",
    detail: `已经交给银行的付款要等银行的结果。${unchanged}`,
  }),
  batch_already_released: () => ({
    title: "这一批已经放行",
    detail: `可能是同事刚刚办了。请刷新后看结果，没有放行第二次。${unchanged}`,
  }),
  batch_already_withdrawn: () => ({
    title: "这一批已经撤回",
    detail: `里面的付款已经回到待付款，可以重新编批。${unchanged}`,
  }),
};
