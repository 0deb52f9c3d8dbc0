import type { HomeReply } from "#features/insight/contract.ts";
import type { Job } from "../jobs.ts";
import type { Session } from "../session.tsx";
import type { DemoAccount } from "../shell/Gate.tsx";

const grant = (
  id: string,
  role: string,
  roleName: string,
  organisationName: string,
  reach: "city" | "part",
) => ({
  id,
  role,
  roleName,
  reach,
  organisationId: id,
  organisationName,
  cityId: 410900,
  cityName: "濮阳市",
});
const clerk = grant("1", "city_clerk", "市级经办", "濮阳市总工会", "city");

export const session: Session = {
  account: { id: "clerk", login: "puyang", name: "李敏" },
  grants: [clerk, grant("2", "county_clerk", "县区（产业）工会经办", "台前县总工会", "part")],
  current: clerk,
  permissions: [],
  today: "2025-01-10",
};

export const demoAccounts: readonly DemoAccount[] = [
  {
    login: "unit",
    roleName: "单位经办",
    organisationName: "濮阳龙宇化工有限公司",
    password: "tongzhou-demo",
  },
  {
    login: "clerk",
    roleName: "市级经办",
    organisationName: "濮阳市总工会",
    password: "tongzhou-demo",
  },
  {
    login: "cashier",
    roleName: "市级出纳",
    organisationName: "濮阳市总工会",
    password: "tongzhou-demo",
    code: "482913",
  },
];

type Row = NonNullable<HomeReply["answerFor"]>["rows"][number];

const union = (
  name: string,
  count: number,
  due: string,
  arrived: string,
  missing: string | null,
  left = 0,
): Row => ({
  key: name,
  name,
  to: "/gallery/month",
  count,
  due,
  arrived,
  missing,
  situation: left > 0 ? `${left}家未到账` : "已到齐",
  tone: left > 0 ? "wait" : "good",
});

const home: HomeReply = {
  title: "今天是1月会费截止日",
  subtitle: "2025年1月10日星期五 · 截至1月9日的银行对账单已导入，10行中自动核对8行",
  doneToday: 6,
  hint: "",
  standing: null,
  action: { label: "导入对账单", to: "/gallery/month" },
  needs: [
    {
      key: "arrears",
      due: "2025-01-10",
      title: "7家单位的会费还没到账",
      detail: "共30,450.00元。",
      consequence: "今天24:00后到账的，转入2月结算，保障推迟一个月开始。",
      verb: "查看并催缴",
      to: "/gallery/month",
    },
    {
      key: "reviews",
      due: "2025-01-13",
      title: "18名超龄人员等待审核",
      detail: "4家单位的2月名册，最早提交于1月7日。",
      consequence: "通过后才能出账单。",
      verb: "开始审核",
      to: "/gallery/roster",
    },
    {
      key: "bank",
      due: "2025-01-12",
      title: "银行来款1笔无法识别，1,234.00元",
      detail: "某某商贸有限公司，附言“货款”；次日已退回同一账户。",
      consequence: "请确认两笔相互冲抵。",
      verb: "去核对",
      to: "/gallery/month",
    },
    {
      key: "rosters",
      due: "2025-01-31",
      title: "26家单位还没交2月名册",
      detail: "30家已登记，4家已交。",
      consequence: "可一次提醒全部单位。",
      verb: "提醒",
      to: "/gallery/roster",
    },
  ],
  month: {
    month: "2025-01",
    marks: [
      { day: "2025-01-01", kind: "off" },
      { day: "2025-01-26", kind: "work" },
      { day: "2025-01-28", kind: "off" },
      { day: "2025-01-29", kind: "off" },
      { day: "2025-01-30", kind: "off" },
      { day: "2025-01-31", kind: "off" },
    ],
    deadlines: [
      { day: "2025-01-10", label: "会费截止" },
      { day: "2025-01-25", label: "市、县补助截止", note: "周六，当天有效" },
      { day: "2025-01-27", label: "拟上缴省办事处" },
    ],
  },
  figures: [
    { label: "登记单位", value: 81, unit: "家", note: "已全部通过审核" },
    {
      label: "名册人数",
      value: 4557,
      unit: "人",
      part: 4557,
      whole: 4557,
      note: "55家单位已交名册",
      to: "/gallery/roster",
    },
    { label: "已确认", value: 3900, unit: "人", part: 3900, whole: 4557, note: "单位盖章确认" },
    { label: "已缴会费", value: 3291, unit: "人", part: 3291, whole: 4557, note: "1月1,892人" },
    { label: "保障生效", value: 1399, unit: "人", part: 1399, whole: 4557, note: "1月结算后2月1日再增加" },
  ],
  answerFor: {
    title: "1月会费到账",
    note: "单位：元 · 按未到账金额排序",
    nameTitle: "上级工会",
    countTitle: "账单（份）",
    rows: [
      union("濮阳市农林水利工会", 6, "22400.00", "5700.00", "16700.00", 2),
      union("濮阳市机械冶金建材工会", 5, "16200.00", "8550.00", "7650.00", 2),
      union("濮阳市教科文卫体工会", 4, "28300.00", "25150.00", "3150.00", 1),
      union("市总工会直属", 7, "28300.00", "26250.00", "2050.00", 1),
      union("台前县总工会", 2, "6750.00", "5850.00", "900.00", 1),
      union("濮阳市财贸金融工会", 4, "12600.00", "12600.00", null),
      union("范县总工会", 2, "4650.00", "4650.00", null),
      union("南乐县总工会", 1, "2250.00", "2250.00", null),
      union("华龙区总工会", 1, "2000.00", "2000.00", null),
      union("濮阳县总工会", 1, "1600.00", "1600.00", null),
    ],
    total: {
      count: 33,
      due: "125050.00",
      arrived: "94600.00",
      missing: "30450.00",
      situation: "7家未到账",
      tone: "wait",
    },
  },
};

const job = (id: string, title: string, more: Partial<Job>): Job => ({
  id,
  name: "read_roster",
  title,
  state: "running",
  done: null,
  total: null,
  note: null,
  result: null,
  problem: null,
  createdAt: "2025-01-10T01:40:00Z",
  startedAt: null,
  finishedAt: null,
  ...more,
});

const jobs: readonly Job[] = [
  job("j1", "正在读名册“2月花名册.xlsx”", {
    done: 268_000,
    total: 424_000,
    startedAt: new Date(Date.now() - 20_000).toISOString(),
  }),
  job("j2", "导入1月账户明细", {
    state: "done",
    finishedAt: "2025-01-10T01:42:00Z",
    result: { link: "/gallery/month" },
  }),
  job("j3", "读名册“照片.xlsx”", {
    state: "refused",
    finishedAt: "2025-01-09T08:20:00Z",
    problem: { title: "这个文件其实是图片" },
  }),
];

/** What the sample server says. */
export const answers: Readonly<Record<string, unknown>> = {
  "/api/home": home,
  "/api/jobs": { rows: jobs },
  "/api/onboarding/progress": { state: "none", city: null, step: null, done: 0, total: 0, problem: null },
  "/api/counts": { counts: { home: 4, rosters: 13 } },
  "/api/people/1/identifier": { value: "410902196409085392" },
  "/api/search": {
    groups: [
      {
        label: "单位",
        hits: [
          { title: "濮阳市供水总公司", detail: "U004 · 25人", to: "/gallery/month" },
          { title: "范县供水总公司", detail: "U051 · 73人", to: "/gallery/roster" },
        ],
      },
      { label: "职工", hits: [{ title: "苏*", detail: "410902********5392", to: "/gallery/parts" }] },
    ],
  },
};
