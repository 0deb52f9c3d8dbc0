import { useState } from "react";
import type { z } from "zod";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { confirm, Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam } from "#ui/router.tsx";
import { Empty, Loaded, PageBones, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { GiftPage as PageShape } from "../contract/gifts.ts";
import { funderKindNames, giftKindNames } from "../text/gifts.ts";
import { giftTag } from "./GiftList.tsx";

type Gift = z.output<typeof PageShape>;

/** One gift: given, used, left; whom it is for; the rosters that came under it. */
export function GiftPage() {
  const gift = useGet<Gift>(`/api/gifts/${useParam("giftId")}`);
  return (
    <Loaded from={gift} bones={<PageBones />}>
      {(data) => <Body gift={data} />}
    </Loaded>
  );
}

function Body({ gift }: { gift: Gift }) {
  const today = useToday();
  const may = (what: Gift["allowed"][number]) => gift.allowed.includes(what);
  return (
    <Page>
      <PageTitle
        title={`${gift.title}：已用${sayCount(gift.people.used)}人，还剩${sayCount(gift.people.left)}人`}
        subtitle={`${gift.funder}赠送 · ${gift.number} · ${gift.planName}`}
        crumb={gift.number}
      >
        {giftTag(gift)}
        {may("close") && <Close gift={gift} />}
        {may("bring") && (
          <ButtonLink kind="primary" to={`/rosters/new?gift=${gift.id}`}>
            报名册
          </ButtonLink>
        )}
      </PageTitle>
      <FigureRow
        figures={[
          {
            label: "名额",
            value: gift.people.given,
            unit: "人",
            bar: { part: gift.people.used, whole: gift.people.given },
            note: `已用${sayCount(gift.people.used)}人`,
          },
          {
            label: "赠送金额",
            value: sayMoney(gift.money.given),
            unit: "元",
            note: `已用${sayMoney(gift.money.used)}元，还剩${sayMoney(gift.money.left)}元`,
          },
          { label: "已到账", value: sayMoney(gift.money.received), unit: "元", note: "到账的钱按账单先后付" },
        ]}
      />
      <div className="columns">
        <Surface title="约定">
          <Facts
            rows={[
              ["赠送方", `${gift.funder}（${funderKindNames[gift.funderKind]}）`],
              ...(gift.funderAccount ? ([["账号", gift.funderAccount]] as const) : []),
              ["怎么分", giftKindNames[gift.kind]],
              [
                "保障开始的日期",
                `${sayFullDay(gift.from as PlainDate)}–${sayFullDay(gift.through as PlainDate)}`,
              ],
              ["设立", `${gift.setUpBy}，${sayInstant(gift.setUpAt, today)}`],
              ...(gift.closedAt
                ? ([["结束", `${gift.closedBy}，${sayInstant(gift.closedAt, today)}`]] as const)
                : []),
            ]}
          />
        </Surface>
        {gift.kind === "head_count" && <Grants gift={gift} />}
      </div>
      <Surface title="名下的名册" flush>
        <DataTable
          label="名册"
          unit="份"
          from={given(gift.rosters)}
          columns={rosterColumns}
          rowKey={(row) => row.batchId}
          onOpen={(row) => navigate(`/rosters/${row.batchId}`)}
          empty={<Empty title="还没有名册">报的时候和一般名册一样逐行核对，确认时计入已用。</Empty>}
        />
      </Surface>
    </Page>
  );
}

const stateNames = { draft: "没有上传", read: "待确认", confirmed: "已确认", withdrawn: "已撤回" } as const;

const rosterColumns: readonly Column<Gift["rosters"][number]>[] = [
  { key: "unit", title: "单位", cell: (row) => row.unit, phone: "title" },
  { key: "state", title: "情况", cell: (row) => stateNames[row.state], width: 110, phone: "state" },
  {
    key: "people",
    title: "人数",
    cell: (row) => sayCount(row.people),
    right: true,
    width: 90,
    phone: "figure",
  },
  {
    key: "from",
    title: "保障开始",
    cell: (row) => <DateText day={row.coverFrom} />,
    width: 130,
    tight: true,
  },
];

const grantColumns: readonly Column<Gift["grants"][number]>[] = [
  { key: "unit", title: "单位", cell: (row) => row.unit, phone: "title" },
  { key: "people", title: "名额", cell: (row) => sayCount(row.people), right: true, width: 80 },
  { key: "used", title: "已用", cell: (row) => sayCount(row.used), right: true, width: 80 },
  {
    key: "left",
    title: "剩余",
    cell: (row) => sayCount(row.people - row.used),
    right: true,
    width: 80,
    phone: "figure",
  },
];

function Grants({ gift }: { gift: Gift }) {
  const [isAsking, setAsking] = useState(false);
  const total = gift.grants.reduce((people, row) => people + row.people, 0);
  return (
    <Surface
      title="分到各单位"
      note={`已分${sayCount(total)}人，共${sayCount(gift.people.given)}人`}
      flush
      {...(gift.allowed.includes("grant") && {
        aside: (
          <Button small onClick={() => setAsking(true)}>
            {gift.grants.length === 0 ? "分名额" : "改名额"}
          </Button>
        ),
      })}
    >
      <DataTable
        label="名额"
        unit="家"
        from={given(gift.grants)}
        columns={grantColumns}
        rowKey={(row) => row.organisationId}
        empty={<Empty title="还没有分名额">分了以后，单位自己报名册。</Empty>}
      />
      {isAsking && <GrantForm gift={gift} close={() => setAsking(false)} />}
    </Surface>
  );
}

const line = /^\s*([^\s,，\t]+)[\s,，\t]+(\d+)\s*人?\s*$/;

function GrantForm({ gift, close }: { gift: Gift; close: () => void }) {
  const save = useAction("PUT", `/api/gifts/${gift.id}/units`, {
    onDone: () => {
      toast("名额已保存");
      close();
    },
  });
  const form = useForm({
    initial: { list: gift.grants.map(({ code, people }) => `${code} ${people}`).join("\n") },
    check: ({ list }): { list?: string } => {
      const bad = rowsOf(list).findIndex((row) => !line.test(row));
      return bad < 0 ? {} : { list: `第${bad + 1}行读不懂。每行写单位编号和人数，例如：U025 30` };
    },
  });
  const submit = () =>
    save.run({
      rows: rowsOf(form.values.list).flatMap((row) => {
        const [, code, people] = line.exec(row) ?? [];
        return code ? [{ code, people: Number(people) }] : [];
      }),
    });
  return (
    <Dialog title={`${sayCount(gift.people.given)}个名额分给谁`} onClose={close}>
      <Form form={form} problem={save.problem} onSubmit={submit}>
        <TextArea
          name="list"
          label="单位编号和人数"
          rows={8}
          hint="每行一家，可以从表格里复制两列粘贴。没写的单位没有名额；不能少于已经用的。"
        />
        <div className="row">
          <Button onClick={close}>再看看</Button>
          <Button kind="primary" type="submit" busy={save.busy}>
            保存名额
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

const rowsOf = (list: string): string[] => list.split("\n").filter((row) => row.trim() !== "");

function Close({ gift }: { gift: Gift }) {
  const act = useAction("POST", `/api/gifts/${gift.id}/closing`, { onDone: () => toast("已结束") });
  const ask = async () => {
    const yes = await confirm({
      title: `结束“${gift.title}”？`,
      lines: [`还剩${sayCount(gift.people.left)}人没有用，以后不能再报。已经确认的不受影响。`],
      yes: "结束这份赠送",
    });
    if (yes) act.run();
  };
  return (
    <>
      <Button busy={act.busy} onClick={() => void ask()}>
        结束
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}
