import { useState } from "react";
import type { z } from "zod";
import { plainDate, sayDay } from "#core/dates.ts";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type CommitteeRow, committeeKinds, type CommitteeList as Shape, seatKinds } from "../contract.ts";
import { committeeKindNames, seatNames } from "../text.ts";

type Row = z.output<typeof CommitteeRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "名称", phone: "title", cell: (row) => row.name },
  { key: "kind", title: "种类", width: 110, cell: (row) => committeeKindNames[row.kind] },
  {
    key: "head",
    title: "负责人职务",
    width: 240,
    phone: "second",
    low: true,
    cell: (row) => row.head ?? "还没有定",
  },
  {
    key: "seated",
    title: "成员",
    width: 80,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.seated)}人`,
  },
  { key: "meetings", title: "开会", width: 80, right: true, cell: (row) => `${sayCount(row.meetings)}次` },
  { key: "last", title: "最近一次", width: 120, cell: (row) => <DateText day={row.lastMetOn} /> },
];

/** 委员会和工作组: who drives the work, with posts and terms. */
export function CommitteeList() {
  const list = useListing<Row, Reply>("/api/committees");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  const may = first?.allowed.includes("manage") ?? false;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? titleOf(first) : "还没有登记委员会和工作组")}
        subtitle="点一行看成员和任期。"
      >
        {may && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            成立机构
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="委员会和工作组"
          unit="个"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.name, body: (row) => <Seats row={row} may={may} /> }}
          empty={<Empty title="还没有机构">先成立管理委员会或领导小组，再成立专项工作组。</Empty>}
        />
      </Surface>
      {isOpen && <EstablishDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

const titleOf = ({ total, workGroups }: Reply): string =>
  workGroups > 0
    ? `${sayCount(total)}个机构，其中${sayCount(workGroups)}个专项工作组`
    : `${sayCount(total)}个机构`;

function Seats({ row, may }: { row: Row; may: boolean }) {
  const today = useToday();
  const [isSeating, setSeating] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  return (
    <>
      {row.work && <p>{row.work}</p>}
      <Lines>
        {row.seats.map((seat) => (
          <Line
            key={seat.id}
            title={`${seat.holder}，${seatNames[seat.seat]}`}
            note={`${seat.post}，${sayDay(plainDate(seat.fromOn), plainDate(today))}起${seat.untilOn ? `，到${sayDay(plainDate(seat.untilOn), plainDate(today))}` : ""}${seat.isNow ? "" : "，不在任"}`}
            action={may && !seat.untilOn && <Button onClick={() => setLeaving(seat.id)}>任期结束</Button>}
          />
        ))}
      </Lines>
      {may && <Button onClick={() => setSeating(true)}>加一位成员</Button>}
      {isSeating && <SeatDialog id={row.id} onClose={() => setSeating(false)} />}
      {leaving && (
        <FormDialog
          title="任期哪天结束"
          path={`/api/committee-seats/${leaving}/end`}
          initial={{ untilOn: today }}
          yes="结束任期"
          onClose={() => setLeaving(undefined)}
        >
          <DateField name="untilOn" label="最后一天" />
        </FormDialog>
      )}
    </>
  );
}

function SeatDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="加一位成员"
      path={`/api/committees/${id}/seats`}
      initial={{ seat: "member", post: "", holder: "", fromOn: today }}
      check={({ post, holder }) => ({
        post: needed(post, "请填写职务"),
        holder: needed(holder, "请填写姓名"),
      })}
      yes="加上"
      onClose={onClose}
    >
      <SelectField
        name="seat"
        label="位置"
        options={seatKinds.map((value) => ({ value, label: seatNames[value] }))}
      />
      <TextField name="post" label="职务" />
      <TextField name="holder" label="姓名" />
      <DateField name="fromOn" label="从哪天起" />
    </FormDialog>
  );
}

function EstablishDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="成立机构"
      path="/api/committees"
      initial={{ kind: "work_group", name: "", work: "", establishedOn: today }}
      check={({ name }) => ({ name: needed(name, "请填写名称") })}
      yes="成立"
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label="种类"
        options={committeeKinds.map((value) => ({ value, label: committeeKindNames[value] }))}
      />
      <TextField name="name" label="名称" />
      <TextArea name="work" label="职责" optional />
      <DateField name="establishedOn" label="成立日期" />
    </FormDialog>
  );
}
