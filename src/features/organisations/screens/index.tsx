import type { Screen } from "#ui/screen.ts";

const crumbs = [{ label: "单位", to: "/units" }];

export const screens: readonly Screen[] = [
  {
    path: "/units",
    permission: "organisations.read",
    nav: { group: "参加", desk: "单位", label: "单位", order: 10 },
    element: () => import("./UnitList.tsx").then((m) => m.UnitList),
  },
  {
    path: "/units/$unitId",
    permission: "organisations.read",
    crumbs,
    element: () => import("./UnitPage.tsx").then((m) => m.UnitPage),
  },
  {
    path: "/registrations",
    permission: "organisations.register",
    nav: { group: "参加", desk: "单位", label: "登记", order: 15, countKey: "registrations" },
    element: () => import("./RegistrationList.tsx").then((m) => m.RegistrationList),
  },
  {
    path: "/registrations/$registrationId",
    permission: "organisations.register",
    crumbs: [{ label: "单位登记", to: "/registrations" }],
    element: () => import("./RegistrationPage.tsx").then((m) => m.RegistrationPage),
  },
];
