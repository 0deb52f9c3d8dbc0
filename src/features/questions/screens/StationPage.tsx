import { useState } from "react";
import type { z } from "zod";
import { addDays, type PlainDate } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Empty, Loaded, ProblemNote } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { StationPage as Shape } from "../contract.ts";
import { halfNames } from "../text.ts";

type Station = z.output<typeof Shape>;
type Shift = Station["shifts"][number];

const columns: readonly Column<Shift>[] = [
  { key: "day", title: "日期", width: 140, phone: "title", cell: (row) => <DateText day={row.onDay} /> },
  { key: "half", title: "时段", width: 90, phone: "state", cell: (row) => halfNames[row.half] },
  { key: "name", title: "值班", phone: "second", cell: (row) => row.dutyName },
  { key: "phone", title: "电话", width: 160, cell: (row) => row.dutyPhone },
];

/** One station: where it is, and who is on duty in the days to come. */
export function StationPage() {
  const id = useParam("stationId");
  const found = useGet<Station>(`/api/stations/${id}`);
  const [isPlanning, setPlanning] = useState(false);
  const [isPlacing, setPlacing] = useState(false);
  const active = useAction("PUT", `/api/stations/${id}/active`);
  return (
    <Page>
      <PageTitle
        title={found.data?.name}
        subtitle={found.data && `${found.data.number}　${found.data.organisationName}`}
      >
        {found.data?.allowed.includes("set_active") && (
          <Button busy={active.busy} onClick={() => active.run({ active: !found.data?.isActive })}>
            {found.data.isActive ? "停用" : "重新开放"}
          </Button>
        )}
        {found.data?.allowed.includes("place") && <Button onClick={() => setPlacing(true)}>标位置</Button>}
        {found.data?.allowed.includes("plan") && (
          <Button kind="primary" onClick={() => setPlanning(true)}>
            排班
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={active.problem} />
      <Loaded from={found}>
        {(station) => (
          <>
            {isPlacing && <PlaceDialog station={station} onClose={() => setPlacing(false)} />}
            {isPlanning && <PlanDialog id={station.id} onClose={() => setPlanning(false)} />}
            <Surface>
              <Facts
                rows={[
                  ["地点", station.address],
                  [
                    "地图",
                    station.place
                      ? `东经${station.place.longitude}，北纬${station.place.latitude}`
                      : "还没有标位置",
                  ],
                  ["电话", station.phone],
                  ["现在值班", station.onDuty ?? "没有排班，由设在单位的同事答复"],
                  ["情况", station.isActive ? "开放" : "停用"],
                ]}
              />
            </Surface>
            <Surface title="值班表" flush>
              <DataTable
                label="值班表"
                unit="班"
                from={given(station.shifts)}
                columns={columns}
                rowKey={(row) => row.onDay + row.half}
                empty={<Empty title="还没有排班">排了班，咨询会先到值班的人。</Empty>}
              />
            </Surface>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** By the phone that stands there, or as a map says it. */
function PlaceDialog({ station, onClose }: { station: Station; onClose: () => void }) {
  const act = useAction("PUT", `/api/stations/${station.id}/place`, { onDone: onClose });
  const [trouble, setTrouble] = useState("");
  const form = useForm({
    initial: {
      longitude: String(station.place?.longitude ?? ""),
      latitude: String(station.place?.latitude ?? ""),
    },
    check: ({ longitude, latitude }) => ({
      ...(!isDegree(longitude) && { longitude: "请填写经度，例如114.016500" }),
      ...(!isDegree(latitude) && { latitude: "请填写纬度，例如33.581400" }),
    }),
  });
  const here = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.set("longitude", coords.longitude.toFixed(6));
        form.set("latitude", coords.latitude.toFixed(6));
        setTrouble("");
      },
      () => setTrouble("没有取到位置。请允许浏览器定位，或者从地图上抄经度和纬度。"),
    );
  const send = () =>
    act.run({ longitude: Number(form.values.longitude), latitude: Number(form.values.latitude) });
  return (
    <Dialog title="标在地图上" onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        <div>
          <Button onClick={here}>用现在的位置</Button>
          <p className="small secondary">{trouble || "在联络站里用手机点这里，不用自己填。"}</p>
        </div>
        <TextField name="longitude" label="经度" inputMode="decimal" />
        <TextField name="latitude" label="纬度" inputMode="decimal" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            标上
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

const isDegree = (text: string): boolean => /^\d{1,3}(\.\d{1,8})?$/.test(text.trim());

function PlanDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const today = useToday();
  const act = useAction("PUT", `/api/stations/${id}/shifts`, { onDone: onClose });
  const form = useForm({
    initial: { from: today, until: addDays(today as PlainDate, 4) as string, dutyName: "", dutyPhone: "" },
    check: ({ from, until, dutyName, dutyPhone }) => ({
      ...(until < from && { until: "结束日在开始日以前" }),
      ...(!dutyName.trim() && { dutyName: "请写谁值班" }),
      ...(dutyPhone.trim().length < 5 && { dutyPhone: "请写电话" }),
    }),
  });
  const send = () => {
    const { from, until, dutyName, dutyPhone } = form.values;
    const shifts = [];
    for (let day = from as PlainDate; day <= until; day = addDays(day, 1))
      for (const half of ["morning", "afternoon"] as const)
        shifts.push({ onDay: day, half, dutyName: dutyName.trim(), dutyPhone: dutyPhone.trim() });
    act.run({ shifts });
  };
  return (
    <Dialog title="排班" onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        <DateField name="from" label="从" />
        <DateField name="until" label="到" />
        <TextField name="dutyName" label="谁值班" />
        <TextField name="dutyPhone" label="电话" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            排上
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
