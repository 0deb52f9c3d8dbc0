import type { z } from "zod";
import { addDays, addMonths, type PlainDate, parseDate } from "#core/dates.ts";
import { formatYuan, parseYuan, zero } from "#core/money.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { ChoiceField, GroupedField, MoneyField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { useToday } from "#ui/session.tsx";
import type { GiftMade } from "../contract/gifts.ts";
import { funderKinds } from "../rules/gift.ts";
import { funderKindNames } from "../text/gifts.ts";

type Values = {
  title: string;
  funderName: string;
  funderKind: string;
  funderAccount: string;
  kind: string;
  people: string;
  amount: string;
  from: string;
  through: string;
};

/** 设立赠送: who gives, how many people and how much money, in which time, by names or by numbers. */
export function NewGift() {
  const today = useToday() as PlainDate;
  const form = useForm<Values>({
    initial: {
      title: "",
      funderName: "",
      funderKind: "union",
      funderAccount: "",
      kind: "named",
      people: "",
      amount: "",
      from: `${addMonths(today, 1).slice(0, 7)}-01`,
      through: addDays(addMonths(today, 12), -1),
    },
    check: faults,
  });
  const make = useAction<z.output<typeof GiftMade>>("POST", "/api/gifts", {
    onDone: ({ id }) => navigate(`/gifts/${id}`),
  });
  const { people, funderAccount, amount, ...values } = form.values;
  return (
    <Page>
      <PageTitle title="设立一份赠送" subtitle="设立以后等赠送方的款到专用账户；名册现在就可以报。" />
      <Surface>
        <Form
          form={form}
          problem={make.problem}
          onSubmit={() =>
            make.run({
              ...values,
              people: Number(people),
              amount: formatYuan(parseYuan(amount) ?? zero),
              ...(funderAccount && { funderAccount }),
            })
          }
        >
          <TextField
            name="title"
            label="叫什么"
            hint="例如：优秀网格员互助保障。收到的人会看到。"
            autoComplete="off"
          />
          <TextField
            name="funderName"
            label="赠送方"
            hint="银行流水上的户名。收据开给它。"
            autoComplete="off"
          />
          <SelectField
            name="funderKind"
            label="赠送方是"
            options={funderKinds.map((value) => ({ value, label: funderKindNames[value] }))}
          />
          <GroupedField
            name="funderAccount"
            kind="card"
            label="赠送方账号"
            optional
            hint="用来核对来款，退费也退到这里。已登记的单位可以不填。"
          />
          <ChoiceField
            name="kind"
            label="怎么分"
            options={[
              { value: "named", label: "按名单", hint: "由这里报名册，任何单位的人都可以" },
              { value: "head_count", label: "按人数", hint: "分给各单位多少人，由单位自己报名册" },
            ]}
          />
          <TextField name="people" label="名额（人）" inputMode="numeric" autoComplete="off" />
          <MoneyField name="amount" label="赠送金额" hint="名额 × 每人价格。确认名册时人数和金额都不会超。" />
          <DateField name="from" label="保障最早从哪天开始" />
          <DateField name="through" label="保障最晚从哪天开始" />
          <div className="row">
            <Button kind="primary" type="submit" busy={make.busy}>
              设立赠送
            </Button>
          </div>
        </Form>
      </Surface>
    </Page>
  );
}

function faults({ title, funderName, people, amount, from, through }: Values) {
  const money = parseYuan(amount);
  return {
    ...(title.trim().length < 2 && { title: "请填写名称。" }),
    ...(funderName.trim().length < 2 && { funderName: "请填写赠送方。" }),
    ...(!/^[1-9]\d{0,6}$/.test(people) && { people: "请填写人数，例如200。" }),
    ...((money === undefined || money <= 0n) && { amount: "请填写金额，例如16000.00。" }),
    ...(!parseDate(from) && { from: "请填写日期，例如2025-04-01。" }),
    ...(!parseDate(through) && { through: "请填写日期，例如2026-03-31。" }),
  };
}
