import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [
    { path: "/m/questions", element: () => import("./MyQuestionsPage.tsx").then((m) => m.MyQuestionsPage) },
    { path: "/m/questions/new", element: () => import("./AskPage.tsx").then((m) => m.AskPage) },
    {
      path: "/m/questions/$questionId",
      element: () => import("./MyQuestionsPage.tsx").then((m) => m.MyQuestionPage),
    },
    { path: "/m/faq", element: () => import("./FaqPage.tsx").then((m) => m.FaqPage) },
  ],
  homeLinks: [{ label: "问一问", note: "半小时内有人答复", to: "/m/questions", order: 40 }],
};
