import { Button } from "../Button.tsx";
import { StackedBar } from "../bars.tsx";
import { confirm } from "../Dialog.tsx";
import { MaskedText } from "../MaskedText.tsx";
import { FigureRow, NextStep, Page, PageTitle, Surface } from "../page.tsx";
import { Empty } from "../States.tsx";
import { StatusTag } from "../Text.tsx";
import { toast } from "../Toast.tsx";
import type { Column } from "../table/columns.ts";
import { DataTable, given } from "../table/DataTable.tsx";
import { FilterChips, FilterSelect, SearchBox } from "../table/filters.tsx";

type Line = {
  readonly row: number;
  readonly name: string;
  readonly number: string | null;
  readonly state: "returned" | "review";
  readonly reason: string;
  readonly why: string;
  readonly remedy: string;
  readonly verb: string;
};

const line = (
  row: number,
  name: string,
  number: string | null,
  state: Line["state"],
  words: string,
): Line => {
  const [reason = "", why = "", remedy = "", verb = ""] = words.split("|");
  return { row, name, number, state, reason, why, remedy, verb };
};

const lines: readonly Line[] = [
  line(
    4,
    "余杰峰",
    "410923********5875",
    "returned",
    "出生日期不对|号码第7–14位是19791301，没有13月。|请对照身份证改正后重新提交。|改正",
  ),
  line(
    17,
    "史勇",
    "410902********3272",
    "returned",
    "未满16周岁|2025年1月2日才满16周岁，保障从1月1日开始，差1天。|可放到2月的名册里。|改正",
  ),
  line(
    73,
    "邱华",
    "410902********5392",
    "review",
    "已到退休年龄|2024年9月8日满60周岁。|仍在岗的，请上传单位出具的未办理退休证明。|上传证明",
  ),
  line(77, "李帆欢", null, "returned", "没有身份证号|该行的身份证号是空的。|请补填。|改正"),
  line(
    109,
    "邓辉伟",
    "370902*****1022",
    "returned",
    "号码位数不对|只有15位。15位号码2013年起停用。|请填18位号码。|改正",
  ),
  line(
    166,
    "薛浩欢",
    "410928********437X",
    "returned",
    "本表内重复|与第52行是同一个人（薛浩欢）。|删除其中一行即可，第52行已受理。|删除",
  ),
  line(
    260,
    "侯静娜",
    "370902********3163",
    "review",
    "已到退休年龄|管理岗位，2024年9月8日满55周岁。|仍在岗的，请上传未办理退休证明。|上传证明",
  ),
  line(
    308,
    "武慧",
    "410702********5801",
    "review",
    "已到退休年龄|工人岗位，2023年1月22日满50周岁。|岗位填错的，直接改岗位；仍在岗的，上传证明。|上传证明",
  ),
  line(
    339,
    "林伟晨",
    "410928********1798",
    "returned",
    "本表内重复|与第245行是同一个人（林伟晨）。|删除其中一行即可，第245行已受理。|删除",
  ),
  line(
    360,
    "夏娟娟",
    "410927*******8868",
    "returned",
    "号码位数不对|只有17位，少1位。|请对照身份证补全。|改正",
  ),
  line(
    371,
    "文国海",
    "410923********7730",
    "returned",
    "校验位不对|18位号码中至少有一位写错。|请对照身份证逐位核对。|改正",
  ),
];

const columns: readonly Column<Line>[] = [
  { key: "row", title: "行号", right: true, width: 70, cell: (l) => l.row },
  { key: "name", title: "姓名", width: 84, phone: "title", tight: true, cell: (l) => l.name },
  {
    key: "number",
    title: "身份证号",
    width: 210,
    tight: true,
    phone: "figure",
    cell: (l) => (
      <MaskedText masked={l.number} reveal={l.row === 73 ? "/api/people/1/identifier" : undefined} />
    ),
  },
  {
    key: "state",
    title: "结果",
    width: 86,
    phone: "state",
    cell: (l) =>
      l.state === "review" ? (
        <StatusTag tone="wait">待审核</StatusTag>
      ) : (
        <StatusTag tone="bad">退回</StatusTag>
      ),
  },
  {
    key: "reason",
    title: "原因",
    phone: "second",
    cell: (l) => (
      <>
        {l.reason} <span className="secondary">{l.why}</span>
      </>
    ),
  },
  {
    key: "remedy",
    title: "怎么改",
    width: 290,
    low: true,
    cell: (l) => <span className="secondary">{l.remedy}</span>,
  },
  {
    key: "verb",
    title: "",
    right: true,
    width: 96,
    cell: (l) => (
      <button
        type="button"
        className="link"
        onClick={() => toast(`第${l.row}行已${l.verb}`, () => undefined)}
      >
        {l.verb}
      </button>
    ),
  },
];

/** b-roster: the roster's answer. */
export function RosterSample() {
  return (
    <Page>
      <PageTitle
        crumb="2025年1月起保障"
        title="名册已读完：419人受理，13行需要处理"
        subtitle="U001.xlsx · 工作表“花名册” · 第1行为表头 · 2024年11月28日09:42上传，用时0.3秒 · 保障从2025年1月1日开始"
      >
        <Button>下载原表（含原因列）</Button>
        <Button>只补交改正的行</Button>
      </PageTitle>
      <StackedBar
        thin
        label="419人受理，3人待审核，10行退回"
        parts={[
          { key: "good", size: 419, look: "good" },
          { key: "wait", size: 3, look: "wait" },
          { key: "bad", size: 10, look: "bad" },
        ]}
      />
      <FigureRow
        figures={[
          { label: "名册共", value: 432, unit: "行" },
          { label: "已受理", value: 419, unit: "人", tone: "good" },
          { label: "待市总工会审核", value: 3, unit: "人", tone: "wait" },
          { label: "退回改正", value: 10, unit: "行", tone: "bad" },
        ]}
      >
        <NextStep
          title="下一步：处理完13行再确认名册"
          action={
            <Button
              kind="primary"
              onClick={() =>
                void confirm({
                  title: "确认419人参加互助保障？",
                  lines: ["419人 × 50元 = 20,950.00元，确认后出账单。", "其余13行放到下一批，不受影响。"],
                  yes: "确认419人",
                })
              }
            >
              确认419人
            </Button>
          }
        >
          <p>也可以先确认419人，其余放到下一批。</p>
          <p>确认后出账单：419人 × 50元 = 20,950.00元</p>
        </NextStep>
      </FigureRow>
      <Surface flush>
        <DataTable
          label="名册各行"
          from={{ ...given(lines), total: 13, hasMore: true }}
          columns={columns}
          rowKey={(l) => String(l.row)}
          peek={{ title: (l) => `第${l.row}行 ${l.name}` }}
          bulk={(keys, clear) => <Button onClick={clear}>删除{keys.length}行</Button>}
          tools={
            <>
              <FilterChips
                name="state"
                label="结果"
                options={[
                  { value: "open", label: "需要处理", count: 13 },
                  { value: "returned", label: "退回", count: 10 },
                  { value: "review", label: "待审核", count: 3 },
                  { value: "warned", label: "已受理但有提醒", count: 7 },
                  { value: "all", label: "全部", count: 432 },
                ]}
              />
              <span className="row">
                <FilterSelect name="reason" label="按原因" options={[{ value: "", label: "全部" }]} />
                <SearchBox placeholder="查姓名或行号" />
              </span>
            </>
          }
          foot="行号与您的表格一致"
          empty={<Empty title="没有需要处理的行" />}
        />
      </Surface>
    </Page>
  );
}
