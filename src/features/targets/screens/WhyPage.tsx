import { useState } from "react";
import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { Why } from "../contract.ts";
import { colourMeanings, colourNames, markNames } from "../text.ts";
import { ColourTag, sayBp } from "./words.tsx";

type Shape = z.output<typeof Why>;
type Standing = Shape["history"][number];

const sayMarks = ({ marks }: Standing): string => marks.map((mark) => markNames[mark]).join("；");

const columns: readonly Column<Standing>[] = [
  { key: "day", title: "报告日", width: 130, phone: "title", cell: (row) => row.asOf },
  {
    key: "colour",
    title: "颜色",
    width: 110,
    phone: "state",
    cell: (row) => <ColourTag colour={row.colour} />,
  },
  {
    key: "people",
    title: "已参加（人）",
    right: true,
    width: 120,
    phone: "second",
    cell: (row) => sayCount(row.people),
  },
  {
    key: "pace",
    title: "序时进度",
    right: true,
    width: 110,
    phone: "figure",
    cell: (row) => sayBp(row.paceBp),
  },
  {
    key: "why",
    title: "说明",
    cell: (row) => row.changes.map(({ reason, by }) => `${by}改：${reason}`).join("；") || sayMarks(row),
  },
];

/** 为什么是这个颜色: the sum that one can redo, the rule, what holds it down, who changed it. */
export function WhyPage() {
  const id = useParam("organisationId");
  const found = useGet<Shape>(`/api/progress/${id}`);
  const [isChanging, setChanging] = useState(false);
  const latest = found.data?.history[0];
  return (
    <Page>
      <PageTitle
        title={found.data && latest && `${found.data.name}为什么是${colourNames[latest.colour]}`}
        subtitle={latest && `截至${sayFullDay(plainDate(latest.asOf))}`}
      >
        {found.data?.allowed.includes("change") && <Button onClick={() => setChanging(true)}>改颜色</Button>}
      </PageTitle>
      <Loaded from={found}>
        {({ history, ratioGoals }) => (
          <>
            {latest && isChanging && <ChangeDialog standing={latest} onClose={() => setChanging(false)} />}
            {latest && <Sum standing={latest} goals={ratioGoals} />}
            <Surface title="以前的颜色" flush>
              <DataTable
                label="以前的颜色"
                unit="次"
                from={given(history)}
                columns={columns}
                rowKey={(row) => row.standingId}
                empty={null}
              />
            </Surface>
          </>
        )}
      </Loaded>
    </Page>
  );
}

const sayAim = (bp: number | null): string => (bp === null ? "" : `，目标${sayBp(bp)}`);

function Sum({ standing, goals }: { standing: Standing; goals: Shape["ratioGoals"] }) {
  const { people, goal, daysGone, daysOfYear, paceBp, greenFromBp, yellowFromBp } = standing;
  const { units, unitGoal, staff, paid, expiring, renewed } = standing;
  return (
    <Surface title="怎么算的">
      <Facts
        rows={[
          [
            "序时进度",
            `${sayCount(people)} ÷（${sayCount(goal)} × ${daysGone} ÷ ${daysOfYear}）＝ ${sayBp(paceBp)}`,
          ],
          ["规则", `${sayBp(greenFromBp)}以上绿色，${sayBp(yellowFromBp)}以上黄色，不到是红色`],
          ["最多黄色，因为", sayMarks(standing) || "没有"],
          ["参加单位", unitGoal === null ? `${units}家` : `${units}家，目标${unitGoal}家`],
          [
            "参加率（÷在职职工）",
            staff === 0
              ? "没有登记在职职工数"
              : `${sayShare(people, staff)}，在职${sayCount(staff)}人${sayAim(goals.participation)}`,
          ],
          [
            "会费到齐（÷已确认）",
            people === 0 ? "–" : `${sayShare(paid, people)}，${sayCount(paid)}人${sayAim(goals.funds)}`,
          ],
          [
            "续保（÷一年内到期）",
            expiring === 0
              ? "一年内没有到期的"
              : `${sayShare(renewed, expiring)}，到期${sayCount(expiring)}人${sayAim(goals.renewals)}`,
          ],
        ]}
      />
    </Surface>
  );
}

function ChangeDialog({ standing, onClose }: { standing: Standing; onClose: () => void }) {
  const act = useAction("POST", `/api/progress/standings/${standing.standingId}/colour`, {
    onDone: onClose,
  });
  const form = useForm({
    initial: { colour: standing.colour as string, reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { reason: "请写明原因" } : {}),
  });
  const options = (Object.keys(colourNames) as (keyof typeof colourNames)[]).map((value) => ({
    value,
    label: `${colourNames[value]} ${colourMeanings[value]}`,
  }));
  return (
    <Dialog title="改颜色？" onClose={onClose}>
      <Form
        form={form}
        problem={act.problem}
        onSubmit={() => act.run({ colour: form.values.colour, reason: form.values.reason.trim() })}
      >
        <ChoiceField name="colour" label="改成" options={options} />
        <TextArea name="reason" label="原因" hint="算出来的颜色会一起留着，大家都能看到是谁为什么改的。" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            改颜色
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
