import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [
    {
      path: "/m/",
      tab: { label: "首页", order: 10 },
      element: () => import("./HomePage.tsx").then((m) => m.HomePage),
    },
    {
      path: "/m/my",
      tab: { label: "我的", order: 90 },
      element: () => import("./MyPage.tsx").then((m) => m.MyPage),
    },
    { path: "/m/my/data", element: () => import("./MyDataPage.tsx").then((m) => m.MyDataPage) },
    { path: "/m/my/consents", element: () => import("./ConsentsPage.tsx").then((m) => m.ConsentsPage) },
    {
      path: "/m/my/consents/$purpose",
      element: () => import("./ConsentPage.tsx").then((m) => m.ConsentPage),
    },
    { path: "/m/my/phones", element: () => import("./PhonesPage.tsx").then((m) => m.PhonesPage) },
  ],
  myLinks: [
    { label: "我的资料", note: "单位名册上的姓名、证件、电话", to: "/m/my/data", order: 10 },
    { label: "个人信息的同意", note: "看内容，同意或撤回", to: "/m/my/consents", order: 20 },
    { label: "登录过的手机", to: "/m/my/phones", order: 30 },
  ],
};
