import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type CourseRow, levels, type Made, type CourseList as Shape } from "../contract.ts";
import { levelNames } from "../text.ts";

type Row = z.output<typeof CourseRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "培训", phone: "title", cell: (row) => row.title },
  { key: "level", title: "级别", width: 80, cell: (row) => levelNames[row.level] },
  { key: "trainer", title: "讲课人", width: 150, low: true, cell: (row) => row.trainer },
  { key: "team", title: "机动小组", width: 130, low: true, cell: (row) => row.team ?? "—" },
  {
    key: "seats",
    title: "报名",
    width: 90,
    right: true,
    cell: (row) => `${sayCount(row.seats)}/${row.capacity}`,
  },
  { key: "came", title: "签到", width: 80, right: true, cell: (row) => `${sayCount(row.attended)}人` },
  {
    key: "passed",
    title: "发证",
    width: 80,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.certified)}人`,
  },
  { key: "on", title: "日期", width: 120, phone: "second", cell: (row) => <DateText day={row.heldOn} /> },
];

/** 培训: what is taught where, who comes, who is certified. */
export function CourseList() {
  const list = useListing<Row, Reply>("/api/training");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `${sayCount(first.total)}场培训` : "还没有培训")}
        subtitle="每个有人参加的单位，至少有一名考过的专职推行员。"
      >
        <ButtonLink to="/training/promoters">推行员缺口</ButtonLink>
        {first?.allowed.includes("plan") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            安排培训
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="培训"
          unit="场"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/training/${row.id}`)}
          empty={<Empty title="还没有培训">安排以后，单位就可以报名；签到和考试都在手机上。</Empty>}
        />
      </Surface>
      {isOpen && first && <PlanDialog plans={first.plans} onClose={() => setOpen(false)} />}
    </Page>
  );
}

function PlanDialog({ plans, onClose }: { plans: Reply["plans"]; onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="安排培训"
      path="/api/training"
      initial={{
        ...{ level: "city", title: "", topic: "", trainer: "", place: "", team: "" },
        ...{ heldOn: today, capacity: "60", validMonths: "12", planCode: plans[0]?.code ?? "" },
      }}
      check={({ title, topic, trainer, place, capacity, validMonths }) => ({
        title: needed(title, "请填写名称"),
        topic: needed(topic, "请填写内容"),
        trainer: needed(trainer, "请填写讲课人"),
        place: needed(place, "请填写地点"),
        capacity: !(Number(capacity) > 0) && "请填写名额",
        validMonths: !(Number(validMonths) > 0) && "请填写月数",
      })}
      body={(values) => ({
        ...values,
        capacity: Number(values.capacity),
        validMonths: Number(values.validMonths),
      })}
      yes="安排"
      onClose={onClose}
      onDone={(reply) => navigate(`/training/${(reply as z.output<typeof Made>).id}`)}
    >
      <SelectField
        name="level"
        label="级别"
        options={levels.map((value) => ({ value, label: levelNames[value] }))}
      />
      <TextField name="title" label="名称" />
      <TextField name="topic" label="内容" hint="例如：单位注册、入会、缴费的操作" />
      <TextField name="trainer" label="讲课人" />
      <TextField name="place" label="地点" />
      <TextField name="team" label="机动培训小组" hint="到单位去讲的，写是哪个小组" optional />
      <DateField name="heldOn" label="日期" />
      <TextField name="capacity" label="名额" inputMode="numeric" />
      <TextField name="validMonths" label="证书管几个月" inputMode="numeric" />
      <SelectField
        name="planCode"
        label="按哪个计划的条款考"
        options={plans.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </FormDialog>
  );
}
