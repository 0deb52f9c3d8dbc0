import type { z } from "zod";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { ChoiceField, GroupedField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayMoney } from "#ui/Text.tsx";
import type { RefundMade, RefundOffer } from "../contract/refunds.ts";
import { refundGrounds } from "../rules/refund.ts";
import { groundNames } from "../text/refunds.ts";

type Offer = z.output<typeof RefundOffer>;
type Values = { ground: string; reason: string; memberAccount: string };

/** 申请退费: what goes back to whom is shown before; papers follow on the next page. */
export function AskRefund() {
  const [cover] = useQueryState("cover");
  const offer = useGet<Offer>(cover ? `/api/covers/${cover}/refund` : null);
  return (
    <Loaded from={offer} bones={<PageBones />}>
      {(data) => <Asking offer={data} />}
    </Loaded>
  );
}

function Asking({ offer }: { offer: Offer }) {
  const open = offer.grounds.filter(({ why }) => why === null);
  return (
    <Page>
      <PageTitle
        title={`为${offer.name}申请退费${sayMoney(offer.amount)}元`}
        subtitle={`${offer.idNumber} · ${offer.unit} · 保障${sayFullDay(offer.coverFrom as PlainDate)}–${sayFullDay(offer.coverThrough as PlainDate)}`}
        crumb="申请退费"
      />
      {offer.refundId ? (
        <Note title="这个人已经申请过退费">
          一份保障只退一次。<ButtonLink to={`/refunds/${offer.refundId}`}>看办到哪一步</ButtonLink>
        </Note>
      ) : (
        <div className="columns">
          <Surface title="为什么退">
            {open.length === 0 ? <Note title={offer.grounds[0]?.why ?? ""} /> : <Request offer={offer} />}
          </Surface>
          <Surface title="退给谁" note="省办事处退回以后">
            <Facts
              rows={[
                ...offer.parts.map(({ payerName, amount }) => [payerName, `${sayMoney(amount)}元`] as const),
                ["合计", `${sayMoney(offer.amount)}元`],
              ]}
            />
            <p className="secondary">
              另一位审核人员同意以后，保障从开始之日起取消，不能再申领，也不能恢复。
            </p>
          </Surface>
        </div>
      )}
    </Page>
  );
}

function Request({ offer }: { offer: Offer }) {
  const form = useForm<Values>({
    initial: { ground: "", reason: "", memberAccount: "" },
    check: ({ ground, reason, memberAccount }) => ({
      ...(ground === "" && { ground: "请选择事由。" }),
      ...(reason.trim().length < 2 && { reason: "请写明经过。" }),
      ...(offer.needsMemberAccount &&
        !/^\d{16,19}$/.test(memberAccount) && { memberAccount: "请填16到19位的卡号。" }),
    }),
  });
  const ask = useAction<z.output<typeof RefundMade>>("POST", `/api/covers/${offer.coverId}/refund`, {
    onDone: ({ id }) => navigate(`/refunds/${id}`),
  });
  const { ground, reason, memberAccount } = form.values;
  const closed = offer.grounds.filter((each) => each.why !== null);
  return (
    <Form
      form={form}
      problem={ask.problem}
      onSubmit={() =>
        ask.run({
          ground,
          reason: reason.trim(),
          ...(offer.needsMemberAccount && { memberAccount }),
        })
      }
    >
      <ChoiceField
        name="ground"
        label="事由"
        options={refundGrounds
          .filter((each) => !closed.some((one) => one.ground === each))
          .map((value) => ({ value, label: groundNames[value] }))}
        {...(closed[0]?.why && { hint: `${closed[0].why}。` })}
      />
      <TextArea name="reason" label="经过" hint="例如：1月20日离职，名册1月5日已报。会留在记录里。" />
      {offer.needsMemberAccount && (
        <GroupedField
          name="memberAccount"
          kind="card"
          label="职工本人的银行卡号"
          hint="会费由职工承担，这部分退给职工本人。"
        />
      )}
      <div className="row">
        <Button kind="primary" type="submit" busy={ask.busy}>
          下一步：上传材料
        </Button>
      </div>
    </Form>
  );
}
