import { useState } from "react";
import type { z } from "zod";
import { type PlainDate, sayDay } from "#core/dates.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Surface } from "#ui/page.tsx";
import { useToday } from "#ui/session.tsx";
import type { RuleList } from "../contract.ts";
import { shiftNames } from "../text.ts";

type Reply = z.output<typeof RuleList>;

/** The days of the month by which money must be in, what a weekend does to them, and what comes of it next. */
export function DaysPart({ reply }: { reply: Reply }) {
  const [isOpen, setOpen] = useState(false);
  const today = useToday() as PlainDate;
  const { days, upcoming } = reply;
  return (
    <Surface
      title="每月的日子"
      aside={
        reply.allowed.includes("set") && (
          <Button small onClick={() => setOpen(true)}>
            修改
          </Button>
        )
      }
    >
      <Facts
        rows={[
          ["会费截止", `每月${days.baseDay}日`],
          ["补助截止", `每月${days.subsidyDay}日`],
          ["不是工作日时", shiftNames[days.shift]],
          ...upcoming.map(({ month, base, subsidy }): [string, string] => [
            month,
            `会费${sayDay(base as PlainDate, today)}，补助${sayDay(subsidy as PlainDate, today)}`,
          ]),
        ]}
      />
      {isOpen && <DaysDialog days={days} onClose={() => setOpen(false)} />}
    </Surface>
  );
}

function DaysDialog({ days, onClose }: { days: Reply["days"]; onClose: () => void }) {
  const set = useAction("PUT", "/api/funding-days", {
    refreshes: ["/api/funding-rules", "/api/months"],
    onDone: onClose,
  });
  const form = useForm({
    initial: {
      baseDay: String(days.baseDay),
      subsidyDay: String(days.subsidyDay),
      shift: days.shift as string,
    },
    check: faultsOf,
  });
  const { values } = form;
  return (
    <Dialog title="每月的日子" onClose={onClose}>
      <Form
        form={form}
        problem={set.problem}
        onSubmit={() =>
          set.run({
            baseDay: Number(values.baseDay),
            subsidyDay: Number(values.subsidyDay),
            shift: values.shift,
          })
        }
      >
        <TextField
          name="baseDay"
          label="会费截止日"
          inputMode="numeric"
          hint="单位应在这一天以前缴清，1到28。"
        />
        <TextField
          name="subsidyDay"
          label="补助截止日"
          inputMode="numeric"
          hint="市、县补助应在这一天以前到账，要晚于会费截止日。"
        />
        <SelectField
          name="shift"
          label="不是工作日时"
          options={(["next", "previous", "same"] as const).map((value) => ({
            value,
            label: shiftNames[value],
          }))}
          hint="按国务院公布的节假日和调休计算。还开着的月份从现在起按新的日子，已经截止的月份不变。"
        />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={set.busy}>
            保存
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function faultsOf(values: { baseDay: string; subsidyDay: string }) {
  const isDay = (text: string) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 28;
  return {
    ...(isDay(values.baseDay) ? {} : { baseDay: "请填1到28的整数" }),
    ...(!isDay(values.subsidyDay)
      ? { subsidyDay: "请填1到28的整数" }
      : Number(values.subsidyDay) <= Number(values.baseDay)
        ? { subsidyDay: "要晚于会费截止日" }
        : {}),
  };
}
