import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { CheckField, GroupedField, MoneyField, SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { useMay, useToday } from "#ui/session.tsx";
import type { Helped, Made, ProposalRequest } from "../contract.ts";
import { causes, routes } from "../rules/grant.ts";
import { causeNames, routeNames } from "../text.ts";

type Person = z.output<typeof Helped>;
type Route = (typeof routes)[number];

/** 提出救助: for one person, from what happened to them. */
export function ProposePage() {
  const [personId] = useQueryState("person");
  const person = useGet<Person>(personId ? `/api/relief/people/${personId}` : null);
  if (!personId)
    return (
      <Page>
        <PageTitle title="为谁提出救助？" />
        <Surface flush>
          <Empty
            title="先找到这位职工"
            actions={
              <ButtonLink kind="primary" to="/people">
                查职工
              </ButtonLink>
            }
          >
            在职工的“帮助记录”里提出，系统会一起显示以前得到过的帮助。
          </Empty>
        </Surface>
      </Page>
    );
  return (
    <Loaded from={person} bones={<PageBones />}>
      {(found) => <ProposeForm person={found} />}
    </Loaded>
  );
}

const options = <T extends string>(values: readonly T[], names: Readonly<Record<T, string>>) =>
  values.map((value) => ({ value, label: names[value] }));

const faults = (values: Readonly<Record<string, string | boolean>>, hasClaim: boolean) => ({
  ...(String(values.reason).trim().length < 6 && { reason: "请写明为什么要救助，至少六个字" }),
  ...(!values.amount && { amount: "请填写金额" }),
  ...(!values.happenedOn && { happenedOn: "请选日期" }),
  ...(!hasClaim && String(values.account).length < 6 && { account: "请填写本人的卡号" }),
});

function ProposeForm({ person }: { person: Person }) {
  const [claimId] = useQueryState("claim");
  const [route] = useQueryState("route", "visit");
  const today = useToday();
  const may = useMay();
  const shownRoutes = routes.filter((each) =>
    each === "hardship_list" ? may("relief.match") : each === "visit" || claimId !== "",
  );
  const act = useAction<z.output<typeof Made>, z.input<typeof ProposalRequest>>("POST", "/api/relief", {
    onDone: ({ id }) => navigate(`/relief/${id}`),
  });
  const form = useForm({
    initial: {
      route,
      cause: "accident",
      happenedOn: today,
      isUrgent: false as boolean,
      reason: "",
      againReason: "",
      amount: "",
      account: "",
      bankName: "",
    },
    check: (values) => faults(values, claimId !== ""),
  });
  const { values } = form;
  const send = () =>
    act.run({
      personId: person.personId,
      route: values.route as Route,
      ...(claimId && { claimId }),
      cause: values.cause as (typeof causes)[number],
      happenedOn: values.happenedOn,
      isUrgent: values.isUrgent,
      reason: values.reason.trim(),
      ...(values.againReason.trim() && { againReason: values.againReason.trim() }),
      amount: values.amount,
      ...(values.account && {
        payee: { name: person.name, account: values.account, bankName: values.bankName.trim() },
      }),
    });
  return (
    <Page>
      <PageTitle title={`为${person.name}提出救助`} subtitle={person.unit} crumb={person.name} />
      {person.grants.length > 0 && (
        <Note title={`以前救助过${person.grants.length}次，最近一次${person.grants[0]?.proposedOn}`}>
          一年内再次救助的，要写原因。
        </Note>
      )}
      <Surface>
        <Form form={form} problem={act.problem} onSubmit={send}>
          <SelectField name="route" label="来由" options={options(shownRoutes, routeNames)} />
          <SelectField name="cause" label="因为" options={options(causes, causeNames)} />
          <DateField name="happenedOn" label="哪天发生" />
          <TextArea
            name="reason"
            label="情况"
            rows={4}
            hint="写明家里的困难和要用钱的地方。加密保存，公示里不出现。"
          />
          <CheckField name="isUrgent" label="急：意见1个工作日，公示1个工作日" />
          <MoneyField name="amount" label="救助金额" />
          <GroupedField
            name="account"
            label={`${person.name}本人的卡号`}
            kind="card"
            hint={claimId ? "不填就用申领时的账户" : undefined}
            optional={claimId !== ""}
          />
          <TextField name="bankName" label="开户银行" optional />
          <TextArea name="againReason" label="再次救助的原因" hint="一年内救助过的才要填" optional />
          <div className="row">
            <Button kind="primary" type="submit" busy={act.busy}>
              提出
            </Button>
          </div>
        </Form>
      </Surface>
    </Page>
  );
}
