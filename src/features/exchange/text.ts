import type { RefusalTexts } from "#core/text.ts";

export const exchangeTexts: RefusalTexts = {
  webhook_unknown: () => ({
    title: "没有找到这个对外通知",
    detail: "可能已被同事移除。请刷新页面。没有保存任何数据。",
  }),
};

export const webhookStates = { active: "正在通知", paused: "已暂停" } as const;
