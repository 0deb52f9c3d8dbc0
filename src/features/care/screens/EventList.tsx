import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type EventRow, eventKinds, type Made, type EventList as Shape } from "../contract.ts";
import { eventKindNames, eventStateNames } from "../text.ts";

type Row = z.output<typeof EventRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "活动", phone: "title", cell: (row) => row.title },
  { key: "kind", title: "种类", width: 110, low: true, cell: (row) => eventKindNames[row.kind] },
  { key: "place", title: "地点", width: 200, cell: (row) => row.place },
  {
    key: "state",
    title: "情况",
    width: 90,
    tight: true,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={row.state === "open" ? "wait" : "plain"}>{eventStateNames[row.state]}</StatusTag>
    ),
  },
  {
    key: "taken",
    title: "报名（÷名额）",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.taken)}/${sayCount(row.places)}`,
  },
  { key: "came", title: "到场", width: 90, right: true, cell: (row) => `${sayCount(row.arrived)}人` },
  {
    key: "on",
    title: "日期",
    width: 160,
    phone: "second",
    cell: (row) => (
      <>
        <DateText day={row.heldOn} /> {row.begins}
      </>
    ),
  },
];

/** 关爱活动: matches, health talks, check-ups, who comes to them. */
export function EventList() {
  const list = useListing<Row, Reply>("/api/care-events");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `${sayCount(first.total)}场关爱活动` : "还没有关爱活动")}
        subtitle="职工在手机上一点就报名，到场扫码签到；名额满了就不再收。"
      >
        {first?.allowed.includes("plan") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            安排活动
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="关爱活动"
          unit="场"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/care-events/${row.id}`)}
          empty={<Empty title="还没有关爱活动">安排以后，职工在手机上就能看到、能报名。</Empty>}
        />
      </Surface>
      {isOpen && <PlanDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function PlanDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="安排活动"
      path="/api/care-events"
      initial={{
        ...{ kind: "health_talk", title: "", place: "", heldOn: today, begins: "09:30" },
        ...{ places: "60", signUpUntil: today },
      }}
      check={({ title, place, begins, places, heldOn, signUpUntil }) => ({
        title: needed(title, "请填写名称"),
        place: needed(place, "请填写地点"),
        begins: !/^([01]\d|2[0-3]):[0-5]\d$/.test(begins) && "请写成09:30的样子",
        places: !(Number(places) > 0) && "请填写名额",
        signUpUntil: signUpUntil > heldOn && "截止日在活动以后",
      })}
      body={(values) => ({ ...values, places: Number(values.places) })}
      yes="安排"
      onClose={onClose}
      onDone={(reply) => navigate(`/care-events/${(reply as z.output<typeof Made>).id}`)}
    >
      <SelectField
        name="kind"
        label="种类"
        options={eventKinds.map((value) => ({ value, label: eventKindNames[value] }))}
      />
      <TextField name="title" label="名称" />
      <TextField name="place" label="地点" />
      <DateField name="heldOn" label="日期" />
      <TextField name="begins" label="几点开始" />
      <TextField name="places" label="名额" inputMode="numeric" />
      <DateField name="signUpUntil" label="报名截止" />
    </FormDialog>
  );
}
