import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Facts, FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { ScanCode } from "#ui/ScanCode.tsx";
import { Empty, Loaded, PageBones, ProblemNote } from "#ui/States.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { CourseView, SeatView } from "../contract.ts";
import { levelNames } from "../text.ts";

type Course = z.output<typeof CourseView>;
type Seat = z.output<typeof SeatView>;

/** One course: sign up, the code to scan in the room, who came and who is certified. */
export function CoursePage() {
  const found = useGet<Course>(`/api/training/courses/${useParam("courseId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(course) => <View course={course} />}
    </Loaded>
  );
}

function View({ course }: { course: Course }) {
  const [isJoining, setJoining] = useState(false);
  const close = useAction("POST", `/api/training/courses/${course.id}/closing`);
  const may = (what: Course["allowed"][number]) => course.allowed.includes(what);
  return (
    <Page>
      <PageTitle
        title={course.title}
        subtitle={`${levelNames[course.level]} · ${course.topic}`}
        crumb={course.title}
      >
        {may("close") && (
          <Button busy={close.busy} onClick={() => close.run({})}>
            培训结束
          </Button>
        )}
        {may("join") && (
          <Button
            kind="primary"
            why={course.seats >= course.capacity ? "名额已满" : undefined}
            onClick={() => setJoining(true)}
          >
            报名
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={close.problem} />
      <FigureRow
        figures={[
          { label: "报名", value: course.seats, unit: "人", note: `名额${course.capacity}人` },
          { label: "签到", value: course.attended, unit: "人" },
          { label: "发证", value: course.certified, unit: "人", note: `证书管${course.validMonths}个月` },
        ]}
      />
      <div className="columns">
        <Surface title="安排">
          <Facts
            rows={[
              ["日期", <DateText key="on" day={course.heldOn} />],
              ["地点", course.place],
              ["讲课人", course.trainer],
              ...(course.team ? [["机动小组", course.team] as const] : []),
              ["考试", `${course.questions}题，答对五分之四发证`],
            ]}
          />
        </Surface>
        {may("check_in") && (
          <ScanCode title="现场扫的二维码" note="签到，然后考试" qr={course.qr} link={course.link} />
        )}
      </div>
      <Seats course={course} />
      {isJoining && <JoinDialog course={course} onClose={() => setJoining(false)} />}
    </Page>
  );
}

function Seats({ course }: { course: Course }) {
  const columns: readonly Column<Seat>[] = [
    { key: "name", title: "姓名", width: 110, phone: "title", cell: (row) => row.name },
    { key: "unit", title: "单位", phone: "second", cell: (row) => row.unit },
    { key: "code", title: "签到码", width: 110, cell: (row) => row.code },
    { key: "came", title: "签到", width: 110, cell: (row) => <Came row={row} course={course} /> },
    {
      key: "right",
      title: "答对",
      width: 90,
      right: true,
      cell: (row) => (row.right === null ? "—" : `${row.right}/${course.questions}`),
    },
    { key: "certificate", title: "证书", width: 150, phone: "figure", cell: (row) => row.certificate ?? "—" },
  ];
  return (
    <Surface title="报名的人" flush>
      <DataTable
        label="报名的人"
        from={given(course.people)}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<Empty title="还没有人报名">报名后得到8位签到码，现场扫码输入就算签到。</Empty>}
      />
    </Surface>
  );
}

function Came({ row, course }: { row: Seat; course: Course }) {
  const note = useAction("POST", `/api/training/seats/${row.id}/attendance`);
  if (row.attendedAt) return "已到";
  if (!course.allowed.includes("check_in")) return "—";
  return (
    <Button kind="plain" busy={note.busy} onClick={() => note.run({})}>
      记为已到
    </Button>
  );
}

function JoinDialog({ course, onClose }: { course: Course; onClose: () => void }) {
  const own = course.ownUnit;
  return (
    <FormDialog
      title={`报名：${course.title}`}
      path={`/api/training/courses/${course.id}/seats`}
      initial={{ organisationId: own?.id ?? "", name: "" }}
      check={({ organisationId, name }) => ({
        organisationId: needed(organisationId, "请选单位"),
        name: needed(name, "请填写姓名"),
      })}
      yes="报名"
      onClose={onClose}
    >
      {own ? <p>{own.name}</p> : <OrganisationField name="organisationId" label="单位" />}
      <TextField name="name" label="姓名" />
    </FormDialog>
  );
}
