import type { z } from "zod";
import type { PeopleList, PeopleSearchRequest } from "#features/people/contract.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { ChoiceField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, setQuery, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, Note, ProblemNote } from "#ui/States.tsx";
import { kindNames, payeeNames } from "../text.ts";
import { FilingSteps } from "./FilingSteps.tsx";
import type { Choices } from "./words.ts";

type Found = z.output<typeof PeopleList>;
type Search = z.input<typeof PeopleSearchRequest>;

/** The first step of filing for somebody: who, under which cover, what happened when. */
export function NewClaim() {
  const [person] = useQueryState("person");
  return (
    <Page>
      <PageTitle title="代职工申领互助金" subtitle="第1步，共4步。每一步都会保存，可以离开，以后接着填。" />
      <FilingSteps at={1} />
      <Surface>{person ? <WhatHappened personId={person} /> : <WhoIsIt />}</Surface>
    </Page>
  );
}

function WhoIsIt() {
  const form = useForm({
    initial: { text: "" },
    check: ({ text }) => (text.trim().length >= 2 ? {} : { text: "请填写姓名，或完整的身份证号。" }),
  });
  const search = useAction<Found, Search>("POST", "/api/people/search", { refreshes: ["/never"] });
  return (
    <Form form={form} problem={search.problem} onSubmit={() => search.run({ text: form.values.text.trim() })}>
      <TextField
        name="text"
        label="替谁申领"
        hint="填姓名，或完整的身份证号。"
        autoComplete="off"
        autoFocus
      />
      <div className="row">
        <Button kind="primary" type="submit" busy={search.busy}>
          查找
        </Button>
      </div>
      {search.reply && search.reply.rows.length === 0 && (
        <Note tone="wait" title="没有找到">
          他不在本单位的名册上，或者姓名写得不同。换了单位的，请现在的单位代办。
        </Note>
      )}
      {search.reply?.rows.map(({ id, name, idNumber, organisationName }) => (
        <div key={id} className="claim-paper-line">
          <span>
            {name}　
            <span className="secondary">
              {idNumber}　{organisationName}
            </span>
          </span>
          <Button small onClick={() => setQuery({ person: id })}>
            替他申领
          </Button>
        </div>
      ))}
    </Form>
  );
}

function WhatHappened({ personId }: { personId: string }) {
  const choices = useGet<Choices>("/api/claims/choices", { personId });
  return (
    <Loaded from={choices}>
      {(found) =>
        found.covers.length === 0 ? (
          <Empty
            title="他还没有保障"
            actions={<Button onClick={() => setQuery({ person: "" })}>换一个人</Button>}
          >
            名册确认、会费上缴以后才有保障。事发时不在保障期内的，不能给付。
          </Empty>
        ) : (
          <EventForm choices={found} />
        )
      }
    </Loaded>
  );
}

function EventForm({ choices }: { choices: Choices }) {
  const { covers } = choices;
  const kindsOf = (coverId: string | undefined) =>
    covers.find((each) => each.coverId === coverId)?.kinds ?? [];
  const form = useForm({
    initial: {
      coverId: covers[0]?.coverId ?? "",
      kind: covers[0]?.kinds[0] ?? "",
      cause: "illness",
      on: "",
      endedOn: "",
      payeeKind: "self",
    } as Record<string, string>,
    check: ({ coverId, on, endedOn, kind }) => ({
      // Another cover may not know the kind that was chosen under the first.
      ...(kindsOf(coverId).some((each) => each === kind) ? {} : { kind: "请选是什么情况。" }),
      ...(on ? {} : { on: "请填写日期。" }),
      ...(isLasting(kind) && !endedOn ? { endedOn: "请填写日期。" } : {}),
    }),
  });
  const { values } = form;
  const begin = useAction<{ id: string }, object>("POST", "/api/claims", { refreshes: ["/api/claims"] });
  const lasting = isLasting(values.kind);
  const send = () => {
    const { kind, cause, on, payeeKind, endedOn } = values;
    const draft = { coverId: values.coverId, kind, cause, on, endedOn: lasting ? endedOn : on, payeeKind };
    begin.run(draft, ({ id }) => navigate(`/claims/${id}/filing`));
  };
  return (
    <Form form={form} onSubmit={send}>
      <p>
        替<strong className="strong">{choices.person?.name}</strong>申领。{" "}
        <button type="button" className="link" onClick={() => setQuery({ person: "" })}>
          换一个人
        </button>
      </p>
      <ChoiceField
        name="coverId"
        label="哪一份保障"
        options={covers.map((each) => ({
          value: each.coverId,
          label: each.planName,
          hint: each.isRemitted ? `${each.from}至${each.through}` : "会费还没有上缴，保障未开始",
        }))}
      />
      <ChoiceField
        name="kind"
        label="什么情况"
        options={kindsOf(values.coverId).map((kind) => ({ value: kind, label: kindNames[kind] }))}
      />
      <ChoiceField
        name="cause"
        label="原因"
        options={[
          { value: "illness", label: "生病" },
          { value: "accident", label: "意外受伤" },
        ]}
      />
      <DateField name="on" label={values.kind === "inpatient" ? "入院日期" : "发生日期"} />
      {lasting && <DateField name="endedOn" label={values.kind === "inpatient" ? "出院日期" : "结束日期"} />}
      <ChoiceField
        name="payeeKind"
        label="互助金给谁"
        options={(Object.keys(payeeNames) as (keyof typeof payeeNames)[]).map((kind) => ({
          value: kind,
          label: payeeNames[kind],
          hint: { self: "", heir: "职工身故的，要亲属关系证明", guardian: "要监护关系证明" }[kind],
        }))}
      />
      <ProblemNote problem={begin.problem} />
      <div className="row">
        <Button kind="primary" type="submit" busy={begin.busy}>
          保存，下一步
        </Button>
      </div>
    </Form>
  );
}

const isLasting = (kind: string | undefined): boolean =>
  kind === "inpatient" || kind === "accident_medical" || kind === "chronic_outpatient";
