import type { z } from "zod";
import { plainDate, yearOf } from "#core/dates.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { sayCount } from "#ui/say.ts";
import type { GroupList } from "../contract.ts";
import type { Split } from "../rules/measures.ts";
import { splitNames } from "../text.ts";
import { sayValue } from "./words.tsx";

type Reply = z.output<typeof GroupList>;
type Props = { split: Split; page: Reply; onClose: () => void };

/** The goals of one split, each with its days; the sum that is missing or over is said while one types. */
export function GroupGoals({ split, page, onClose }: Props) {
  const year = yearOf(plainDate(page.asOf ?? ""));
  const rows = page.rows.filter(({ value }) => value !== "" || split !== "key_firm");
  const act = useAction("PUT", "/api/progress-groups", { onDone: onClose });
  const form = useForm<Record<string, string>>({
    initial: Object.fromEntries(
      rows.flatMap((row, at) => [
        [`goal${at}`, String(row.goal)],
        [`from${at}`, row.startsOn ?? `${year}-01-01`],
        [`until${at}`, row.endsOn ?? `${year}-12-31`],
      ]),
    ),
    check: (values) =>
      Object.fromEntries(
        rows.flatMap((_, at) => [
          ...(/^\d{1,8}$/.test(values[`goal${at}`] ?? "") ? [] : [[`goal${at}`, "请填整数"] as const]),
          ...((values[`from${at}`] ?? "") > (values[`until${at}`] ?? "")
            ? [[`until${at}`, "结束在开始以前"] as const]
            : []),
        ]),
      ),
  });
  const sum = rows.reduce((all, _, at) => all + (Number(form.values[`goal${at}`]) || 0), 0);
  const left = (page.cityGoal ?? 0) - sum;
  const send = () =>
    act.run({
      year,
      split,
      goals: rows.map(({ value }, at) => ({
        value,
        goal: Number(form.values[`goal${at}`]),
        startsOn: form.values[`from${at}`],
        endsOn: form.values[`until${at}`],
      })),
    });
  return (
    <Dialog title={`${year}年按${splitNames[split]}的目标`} onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        {rows.map((row, at) => (
          <fieldset key={row.value} className="field">
            <legend className="strong">{sayValue(row.value)}</legend>
            <TextField name={`goal${at}`} label="目标（人）" inputMode="numeric" />
            <div className="row">
              <DateField name={`from${at}`} label="从" />
              <DateField name={`until${at}`} label="到" />
            </div>
          </fieldset>
        ))}
        {split !== "key_firm" && (
          <p className={left === 0 ? "secondary" : "strong"}>
            全市目标{sayCount(page.cityGoal ?? 0)}人，
            {left === 0
              ? "各类加起来正好"
              : left > 0
                ? `还差${sayCount(left)}人`
                : `多了${sayCount(-left)}人`}
          </p>
        )}
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            保存目标
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
