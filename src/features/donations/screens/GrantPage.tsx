import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Course, Facts, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import { fundNames, grantStateNames, sourceNames, useNames } from "../text.ts";
import { type GrantDetail, GrantTag } from "./words.tsx";

/** One grant: by what resolution, out of what, who proposed and who decided. */
export function GrantPage() {
  const page = useGet<GrantDetail>(`/api/fund-grants/${useParam("grantId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(grant) => <GrantView grant={grant} />}
    </Loaded>
  );
}

const sourcePath = (source: GrantDetail["source"]) =>
  source === "fiscal_grant" ? "/fiscal-grants" : "/donations";

function GrantView({ grant }: { grant: GrantDetail }) {
  const withdraw = useAction("POST", `/api/fund-grants/${grant.id}/withdrawal`);
  const [isTakingBack, takeBack] = useState(false);
  return (
    <Page>
      <PageTitle
        title={`拨付${sayMoney(grant.amount)}元：${grant.purpose}`}
        subtitle={`${grant.number} · ${sourceNames[grant.source]}`}
        crumb={grant.number}
      >
        <GrantTag state={grant.state} />
        {grant.allowed.includes("withdraw") && (
          <Button busy={withdraw.busy} onClick={() => withdraw.run({})}>
            撤回
          </Button>
        )}
        {grant.allowed.includes("take_back") && <Button onClick={() => takeBack(true)}>收回拨付</Button>}
      </PageTitle>
      {isTakingBack && (
        <ReasonDialog
          title="收回这笔拨付"
          hint="收回以后凭证冲回，钱物回到原来的捐赠或财政专项，可以重新拨付。已经花掉的收不回。"
          yes="收回"
          path={`/api/fund-grants/${grant.id}/taking-back`}
          ask={{ name: "words", label: "原因" }}
          onClose={() => takeBack(false)}
        />
      )}
      <ProblemNote problem={withdraw.problem} />
      {grant.state === "proposed" && !grant.allowed.includes("decide") && (
        <Note title="等另一位同事批准">提出的人不能自己批准。批准时再看一次余额，记账和批准一起完成。</Note>
      )}
      {grant.allowed.includes("decide") && <Decide grant={grant} />}
      <div className="columns">
        <Surface title="拨付">
          <Facts
            rows={[
              ["决议", grant.resolution],
              ["决议日期", <DateText key="day" day={grant.resolvedOn} />],
              ["从", sourceNames[grant.source]],
              ["用于", useNames[grant.useFor]],
              ["记账", grant.source === "goods" ? "物资不记账" : `转入${fundNames[grant.useFor]}`],
              ["金额", <MoneyText key="sum" yuan={grant.amount} unit />],
            ]}
          />
        </Surface>
        <GrantCourse grant={grant} />
      </div>
      <Surface
        title="从哪些钱物里出"
        foot={grant.from.length === 0 && "不限定用途的捐款，批准时从最早收到的开始用，用了谁的会写给谁。"}
        flush
      >
        <Lines>
          {grant.from.map((source) => (
            <Line
              key={source.id}
              title={<Link to={`${sourcePath(grant.source)}/${source.id}`}>{source.number}</Link>}
              note={source.who}
              figure={source.amount && <MoneyText yuan={source.amount} unit />}
            />
          ))}
        </Lines>
      </Surface>
    </Page>
  );
}

/** Who proposed, decided, took back, and when. */
function GrantCourse({ grant }: { grant: GrantDetail }) {
  const decision = grant.takenBack ? "granted" : grant.state;
  return (
    <Surface title="经过">
      <Course
        happenings={[
          {
            key: "proposed",
            when: <DateText day={grant.proposedOn} />,
            what: `${grant.proposedBy}提出`,
          },
          ...(grant.decidedOn
            ? [
                {
                  key: "decided",
                  when: <DateText day={grant.decidedOn} />,
                  what: `${grant.decidedBy}：${grantStateNames[decision]}。${grant.decision}`,
                },
              ]
            : []),
          ...(grant.takenBack
            ? [
                {
                  key: "taken_back",
                  when: <DateText day={grant.takenBack.on} />,
                  what: `${grant.takenBack.by}收回：${grant.takenBack.reason}`,
                },
              ]
            : []),
        ]}
      />
    </Surface>
  );
}

function Decide({ grant }: { grant: GrantDetail }) {
  const act = useAction("POST", `/api/fund-grants/${grant.id}/decision`);
  const form = useForm({
    initial: { choice: "yes", words: "" },
    check: ({ words }) => (words.trim().length < 2 ? { words: "请写一句理由" } : {}),
  });
  const send = () => act.run({ grants: form.values.choice === "yes", words: form.values.words.trim() });
  return (
    <Surface title="批准">
      <Form form={form} problem={act.problem} onSubmit={send}>
        <ChoiceField
          name="choice"
          label="决定"
          options={[
            { value: "yes", label: grant.source === "goods" ? "同意发出" : "同意拨付，同时记账" },
            { value: "no", label: "不予拨付" },
          ]}
        />
        <TextArea name="words" label="理由" hint="请对照决议原件核对金额和用途。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={act.busy}>
            提交
          </Button>
        </div>
      </Form>
    </Surface>
  );
}
