import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/accounts",
    permission: "accounts.read",
    nav: { group: "管理", label: "账号和身份", order: 10 },
    element: () => import("./AccountList.tsx").then((m) => m.AccountList),
  },
  {
    path: "/account",
    permission: "signed_in",
    crumbs: [{ label: "我的账号" }],
    element: () => import("./MyAccount.tsx").then((m) => m.MyAccount),
  },
];
