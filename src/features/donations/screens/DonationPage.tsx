import { useState } from "react";
import { useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { FormDialog } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Facts, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import { donorKindNames, useNames } from "../text.ts";
import { ClaimDialog } from "./ClaimDialog.tsx";
import { Arrivals, Uses } from "./Parts.tsx";
import { ProposeDialog } from "./ProposeDialog.tsx";
import { type DonationDetail, DonationTag } from "./words.tsx";

/** One donation: what came, its receipts, what became of it, what the donor was told. */
export function DonationPage() {
  const page = useGet<DonationDetail>(`/api/donations/${useParam("donationId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(donation) => <DonationView donation={donation} />}
    </Loaded>
  );
}

function DonationView({ donation }: { donation: DonationDetail }) {
  return (
    <Page>
      <PageTitle
        title={`${donation.donor}捐赠${donation.goods ?? `${sayMoney(donation.amount)}元`}`}
        subtitle={`${donation.number} · ${donation.purpose}`}
        crumb={donation.number}
      >
        <DonationTag state={donation.state} />
        <Moves donation={donation} />
      </PageTitle>
      <NextWords donation={donation} />
      <div className="columns">
        <Surface title="捐赠">
          <Facts rows={factsOf(donation)} />
        </Surface>
        <Arrivals
          rows={donation.arrivals}
          mayRelease={donation.allowed.includes("release")}
          isWaived={donation.receiptWaived !== null}
        />
      </div>
      <Uses rows={donation.uses} />
      {donation.reports.length > 0 && (
        <Surface title="给捐赠人的反馈" flush>
          <Lines>
            {donation.reports.map((report) => (
              <Line
                key={report.id}
                title={report.words}
                note={
                  <>
                    <DateText day={report.on} />，{report.by}
                  </>
                }
                figure={<MoneyText yuan={report.amount} unit />}
              />
            ))}
          </Lines>
        </Surface>
      )}
    </Page>
  );
}

const factsOf = (donation: DonationDetail) =>
  [
    ["捐赠人", `${donation.donor}（${donorKindNames[donation.donorKind]}）`],
    ...(donation.contact ? [["联系方式", donation.contact] as const] : []),
    [donation.goods ? "公允价值" : "金额", <MoneyText key="sum" yuan={donation.amount} unit />],
    ["已收到", <MoneyText key="in" yuan={donation.received} unit />],
    ["还没有使用", <MoneyText key="left" yuan={donation.left} unit />],
    [
      "用途",
      donation.isRestricted
        ? `限定用于${donation.useFor ? useNames[donation.useFor] : ""}`
        : `不限定${donation.useFor ? `，希望用于${useNames[donation.useFor]}` : ""}`,
    ],
    ["协议编号", donation.agreement ?? "–"],
    ["募捐活动", donation.activity ?? "–"],
    ...(donation.receiptWaived ? [["不要收据", donation.receiptWaived] as const] : []),
    ...(donation.withdrawnReason ? [["撤销原因", donation.withdrawnReason] as const] : []),
    [
      "登记",
      <span key="by">
        <DateText day={donation.pledgedOn} />，{donation.registeredBy}
      </span>,
    ],
  ] as const;

function NextWords({ donation }: { donation: DonationDetail }) {
  if (donation.state === "pledged")
    return (
      <Note title={donation.goods ? "等物资交接" : `还有${sayMoney(donation.open)}元没有收到`}>
        {donation.goods
          ? "东西交到以后，登记哪天、交给了谁。"
          : "来款在“银行来款”里核对为捐赠以后，到这里认领。"}
      </Note>
    );
  if (donation.state === "received")
    return <Note title="等开收据">经办确认抬头，出纳开票，会计复核开出；捐赠人不要的，登记一下。</Note>;
  if (donation.state === "allocated")
    return <Note title="用了还没有告诉捐赠人">写一段使用情况，打印出来交给捐赠人。</Note>;
  return null;
}

type Opened = "claim" | "receive_goods" | "propose" | "report" | "waive_receipt" | "withdraw";
const verbs: Readonly<Record<Opened, string>> = {
  claim: "认领来款",
  receive_goods: "登记交接",
  report: "写反馈",
  propose: "提出拨付",
  waive_receipt: "不要收据",
  withdraw: "撤销",
};

function Moves({ donation }: { donation: DonationDetail }) {
  const [opened, setOpened] = useState<Opened>();
  const shown = (Object.keys(verbs) as Opened[]).filter((move) => donation.allowed.includes(move));
  return (
    <>
      {donation.reports.length > 0 && (
        <ButtonLink to={`/donations/${donation.id}/report`}>打印反馈</ButtonLink>
      )}
      {shown.map((move, at) => (
        <Button key={move} kind={at === 0 ? "primary" : "default"} onClick={() => setOpened(move)}>
          {verbs[move]}
        </Button>
      ))}
      <Dialogs donation={donation} opened={opened} onClose={() => setOpened(undefined)} />
    </>
  );
}

type DialogsProps = { donation: DonationDetail; opened: Opened | undefined; onClose: () => void };

function Dialogs({ donation, opened, onClose }: DialogsProps) {
  const path = `/api/donations/${donation.id}`;
  const { open, left, useFor, isRestricted } = donation;
  const ask = { name: "words", label: "原因" };
  if (opened === "claim")
    return <ClaimDialog kind="donation" path={`${path}/claims`} open={open} onClose={onClose} />;
  if (opened === "receive_goods") return <GoodsDialog path={path} onClose={onClose} />;
  if (opened === "propose")
    return (
      <ProposeDialog
        source={donation.form === "goods" ? "goods" : "donation"}
        sourceId={donation.id}
        onlyFor={isRestricted ? useFor : null}
        left={left}
        onClose={onClose}
      />
    );
  if (opened === "report")
    return (
      <ReasonDialog
        title="给捐赠人的反馈"
        hint="写用在了哪里、帮到了多少人。不要写受助人的姓名和病情。"
        yes="保存"
        ask={{ name: "words", label: "使用情况" }}
        path={`${path}/reports`}
        onClose={onClose}
      />
    );
  if (opened === "waive_receipt")
    return (
      <ReasonDialog
        title="捐赠人不要收据？"
        hint="写明是谁说的、为什么不要。"
        yes="登记"
        ask={ask}
        path={`${path}/receipt-waiver`}
        onClose={onClose}
      />
    );
  if (opened === "withdraw")
    return (
      <ReasonDialog
        title="撤销这笔捐赠？"
        hint="没有收到、以后也不会来的才撤销。"
        yes="撤销"
        ask={ask}
        path={`${path}/withdrawal`}
        onClose={onClose}
      />
    );
  return null;
}

function GoodsDialog({ path, onClose }: { path: string; onClose: () => void }) {
  return (
    <FormDialog
      title="登记物资交接"
      path={`${path}/goods`}
      initial={{ on: useToday(), note: "" }}
      check={({ note }) => ({ note: note.trim().length < 2 && "请写明交给了谁、点收多少" })}
      yes="登记"
      onClose={onClose}
    >
      <DateField name="on" label="哪天交接" />
      <TextArea name="note" label="交接情况" hint="交给了谁，点收多少，放在哪里" />
    </FormDialog>
  );
}
