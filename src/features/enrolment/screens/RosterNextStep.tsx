import type { ReactNode } from "react";
import type { z } from "zod";
import { type PlainDate, type PlainMonth, sayDay, sayMonth } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { confirm } from "#ui/Dialog.tsx";
import { NextStep } from "#ui/page.tsx";
import { Link } from "#ui/router.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import type { RosterDues } from "../contract.ts";
import type { Page } from "./words.ts";

type Dues = z.output<typeof RosterDues>;
type Reply = { readonly confirmed: number; readonly coveredMeanwhile: number };

/** One next step: put right what was returned, then confirm. What it costs stands beside the button. */
export function RosterNextStep({ page }: { page: Page }) {
  const action = useAction<Reply, { expectedVersion: number }>(
    "POST",
    `/api/rosters/${page.id}/confirmation`,
  );
  const today = useToday() as PlainDate;
  const heads = page.state === "confirmed" ? page.confirmed : page.confirmable;
  const asks = page.state !== "draft" && page.state !== "withdrawn" && heads > 0;
  const dues = useGet<Dues>(asks ? `/api/rosters/${page.id}/dues` : null);
  const ask = async () => {
    const isYes = await confirm({
      title: `确认${sayCount(page.confirmable)}人参加互助保障？`,
      lines: [
        ...(dues.data ? sayDues(dues.data, today) : []),
        ...(page.counts.toHandle > 0
          ? [`其余${sayCount(page.counts.toHandle)}行可以放到下一批，不受影响。`]
          : []),
        "确认后这份名册不能再改；没有上缴以前，可以减员。",
      ],
      yes: `确认${sayCount(page.confirmable)}人`,
    });
    if (isYes) action.run({ expectedVersion: page.version });
  };
  const mayConfirm = page.allowed.includes("confirm");
  return (
    <NextStep
      title={`下一步：${titles[page.nextStep](page)}`}
      action={
        mayConfirm ? (
          <Button kind="primary" busy={action.busy} onClick={() => void ask()}>
            确认{sayCount(page.confirmable)}人
          </Button>
        ) : (
          page.state === "confirmed" && <ButtonLink to={`/covers?batch=${page.id}`}>看参加的人</ButtonLink>
        )
      }
    >
      {lines(page, mayConfirm)}
      {dues.data && page.state !== "withdrawn" && <DueLines dues={dues.data} page={page} today={today} />}
      <ProblemNote problem={action.problem ?? dues.error} />
    </NextStep>
  );
}

const titles: Record<Page["nextStep"], (page: Page) => string> = {
  upload: () => "上传名册",
  handle: (page) => `处理完${sayCount(page.counts.toHandle)}行再确认名册`,
  wait_for_review: (page) => `等市总工会审核${sayCount(page.counts.review)}人`,
  confirm: (page) => `确认${sayCount(page.confirmable)}人`,
  bill: () => "等市总工会出账单",
  done: (page) => (page.state === "withdrawn" ? "另报一份名册" : afterBilling[page.cover?.state ?? "unpaid"]),
};

const afterBilling: Record<NonNullable<Page["cover"]>["state"], string> = {
  unpaid: "按账单缴会费",
  paid: "等这个月截止，由市总工会上缴",
  settled: "等市总工会上缴",
  remitted: "等保障开始",
  running: "不用再办，到期前续保",
  ended: "已到期，报下一期名册",
};

function lines(page: Page, mayConfirm: boolean): ReactNode {
  if (page.state === "confirmed") return page.cover?.why && <p>{page.cover.why}</p>;
  if (page.state === "withdrawn") return null;
  return (
    <>
      {page.counts.toHandle > 0 && page.confirmable > 0 && (
        <p>也可以先确认{sayCount(page.confirmable)}人，其余放到下一批。</p>
      )}
      {!mayConfirm && page.confirmable > 0 && <p>由{page.organisationName}的经办人确认。</p>}
      {page.confirmable === 0 && <p>现在没有可以确认的人。</p>}
    </>
  );
}

/** What this unit owes and by when, then who pays the rest. */
function DueLines({ dues, page, today }: { dues: Dues; page: Page; today: PlainDate }) {
  const isOwed = page.cover === null || page.cover.state === "unpaid";
  const [own, ...others] = sayDues(isOwed ? dues : { ...dues, due: null }, today);
  return (
    <>
      <p>
        {own}
        {dues.billId && (
          <>
            {" "}
            <Link className="link" to={`/bills/${dues.billId}`}>
              看账单
            </Link>
          </>
        )}
      </p>
      {others.map((line) => (
        <p key={line} className="secondary">
          {line}
        </p>
      ))}
    </>
  );
}

/** 本单位应缴 50.00 × 419 = 20,950.00元，截止1月10日; then a line for each of the others. */
function sayDues({ heads, own, fromMembers, others, due }: Dues, today: PlainDate): string[] {
  const sum = (share: Dues["own"]) =>
    `${sayMoney(share.perHead)} × ${sayCount(heads)} = ${sayMoney(share.amount)}元`;
  const by = due ? `，${sayDue(due, today)}` : "";
  const gift = others.find((share) => share.isGift);
  if (gift) return [`${gift.name}赠送${sum(gift)}，本单位不用缴`];
  return [
    `本单位应缴${fromMembers ? "（由职工承担）" : ""}${sum(own)}${by}`,
    ...others.map((share) =>
      share.isPaidBack
        ? `其中${share.name}补助${sum(share)}，由单位先缴，补助到账后拨回`
        : `${share.name}补助${sum(share)}`,
    ),
  ];
}

function sayDue({ day, later }: NonNullable<Dues["due"]>, today: PlainDate): string {
  const by = `截止${sayDay(day as PlainDate, today)}`;
  if (!later) return by;
  const from = sayDay(later.coverFrom as PlainDate, today);
  return `${by}，转入${sayMonth(later.month as PlainMonth)}结算，保障从${from}开始`;
}
