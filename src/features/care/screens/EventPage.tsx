import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { ChoiceField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Facts, FigureRow, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { ScanCode } from "#ui/ScanCode.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { EventPage as Shape } from "../contract.ts";
import { eventKindNames, eventStateNames } from "../text.ts";

type Event = z.output<typeof Shape>;
type Seat = Event["people"][number];
type Asked = "sign_up" | "cost" | "end";

/** One event: sign up, the code at the door, who came, what it cost. */
export function EventPage() {
  const found = useGet<Event>(`/api/care-events/${useParam("eventId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(event) => <View event={event} />}
    </Loaded>
  );
}

const moves: readonly (readonly [Asked, string])[] = [
  ["end", "结束或取消"],
  ["cost", "登记费用"],
  ["sign_up", "报名"],
];

function View({ event }: { event: Event }) {
  const [asked, ask] = useState<Asked>();
  const close = () => ask(undefined);
  return (
    <Page>
      <PageTitle
        title={event.title}
        subtitle={`${eventKindNames[event.kind]} · ${event.place}`}
        crumb={event.title}
      >
        <StatusTag tone={event.state === "open" ? "wait" : "plain"}>{eventStateNames[event.state]}</StatusTag>
        {moves
          .filter(([move]) => event.allowed.includes(move))
          .map(([move, label]) => (
            <Button
              key={move}
              kind={move === "sign_up" ? "primary" : "default"}
              why={move === "sign_up" && event.taken >= event.places ? "名额已满" : undefined}
              onClick={() => ask(move)}
            >
              {label}
            </Button>
          ))}
      </PageTitle>
      {event.stateWords && <Note title={eventStateNames[event.state]}>{event.stateWords}</Note>}
      <FigureRow figures={figuresOf(event)} />
      <div className="columns">
        <Surface title="安排">
          <Facts
            rows={[
              ["日期", <DateText key="on" day={event.heldOn} />],
              ["几点", event.begins],
              ["地点", event.place],
              ["报名截止", <DateText key="until" day={event.signUpUntil} />],
            ]}
          />
        </Surface>
        {event.allowed.includes("show_code") && (
          <ScanCode title="门口扫的二维码" note="输入报名时的6位签到码" qr={event.qr} link={event.link} />
        )}
      </div>
      <Seats event={event} />
      {event.costs && event.costs.length > 0 && (
        <Surface title="费用" flush>
          <Lines>
            {event.costs.map((each) => (
              <Line
                key={each.id}
                title={each.words}
                note={<DateText day={each.on} />}
                figure={<MoneyText yuan={each.amount} unit />}
              />
            ))}
          </Lines>
        </Surface>
      )}
      {asked === "sign_up" && <SignUpDialog event={event} onClose={close} />}
      {asked === "cost" && <CostDialog event={event} onClose={close} />}
      {asked === "end" && <EndDialog event={event} onClose={close} />}
    </Page>
  );
}

const figuresOf = (event: Event) => [
  { label: "报名", value: event.taken, unit: "人", note: `名额${event.places}人` },
  {
    label: "到场",
    value: event.arrived,
    unit: "人",
    note: event.taken > 0 ? `占报名的${sayShare(event.arrived, event.taken)}` : undefined,
  },
  ...(event.cost === null
    ? []
    : [
        {
          label: "费用",
          value: sayMoney(event.cost),
          unit: "元",
          note: event.costEach ? `到场${event.arrived}人，人均${sayMoney(event.costEach)}元` : undefined,
        },
      ]),
];

function Seats({ event }: { event: Event }) {
  const columns: readonly Column<Seat>[] = [
    { key: "name", title: "姓名", width: 110, phone: "title", cell: (row) => row.name },
    { key: "unit", title: "单位", phone: "second", cell: (row) => row.unit },
    { key: "code", title: "签到码", width: 110, cell: (row) => row.code },
    {
      key: "came",
      title: "到场",
      width: 110,
      phone: "state",
      cell: (row) => <Came row={row} event={event} />,
    },
  ];
  return (
    <Surface title="报名的人" flush>
      <DataTable
        label="报名的人"
        unit="人"
        from={given(event.people)}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<Empty title="还没有人报名">职工在手机“活动”里报名，没有手机的由单位代报。</Empty>}
      />
    </Surface>
  );
}

function Came({ row, event }: { row: Seat; event: Event }) {
  const note = useAction("POST", `/api/care-event-seats/${row.id}/arrival`);
  if (row.arrivedAt) return <StatusTag tone="good">已到</StatusTag>;
  if (!event.allowed.includes("check_in")) return "–";
  return (
    <Button kind="plain" busy={note.busy} onClick={() => note.run({})}>
      记为已到
    </Button>
  );
}

type DialogProps = { event: Event; onClose: () => void };

const SignUpDialog = ({ event, onClose }: DialogProps) => (
  <FormDialog
    title={`报名：${event.title}`}
    path={`/api/care-events/${event.id}/seats`}
    initial={{ organisationId: event.ownUnit?.id ?? "", name: "" }}
    check={({ organisationId, name }) => ({
      organisationId: needed(organisationId, "请选单位"),
      name: needed(name, "请填写姓名"),
    })}
    yes="报名"
    onClose={onClose}
  >
    <OrganisationField name="organisationId" label="单位" />
    <TextField name="name" label="姓名" />
  </FormDialog>
);

function CostDialog({ event, onClose }: DialogProps) {
  const today = useToday();
  return (
    <FormDialog
      title="登记费用"
      path={`/api/care-events/${event.id}/costs`}
      initial={{ words: "", amount: "", on: today }}
      check={({ words, amount }) => ({
        words: needed(words, "请填写花在哪里"),
        amount: !(Number(amount) > 0) && "请填写金额",
      })}
      yes="登记"
      onClose={onClose}
    >
      <TextField name="words" label="花在哪里" hint="例如：场地、讲课、体检" />
      <TextField name="amount" label="多少元" inputMode="decimal" />
      <DateField name="on" label="日期" />
    </FormDialog>
  );
}

const EndDialog = ({ event, onClose }: DialogProps) => (
  <FormDialog
    title="活动怎么样了？"
    path={`/api/care-events/${event.id}/end`}
    initial={{ state: "over", words: "" }}
    check={({ words }) => ({ words: needed(words, "请写一句情况或原因") })}
    yes="登记"
    onClose={onClose}
  >
    <ChoiceField
      name="state"
      label="结果"
      options={[
        { value: "over", label: "办完了" },
        { value: "cancelled", label: "取消了" },
      ]}
    />
    <TextArea name="words" label="情况或原因" />
  </FormDialog>
);
