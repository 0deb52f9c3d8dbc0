import type { ReactNode } from "react";
import { useAction } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { confirm } from "#ui/Dialog.tsx";
import { NextStep } from "#ui/page.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { sayMoney } from "#ui/Text.tsx";
import type { Page } from "./words.ts";

type Reply = { readonly confirmed: number; readonly coveredMeanwhile: number };

/** One next step: put right what was returned, then confirm. What it costs stands beside the button. */
export function RosterNextStep({ page }: { page: Page }) {
  const action = useAction<Reply, { expectedVersion: number }>(
    "POST",
    `/api/rosters/${page.id}/confirmation`,
  );
  const ask = async () => {
    const isYes = await confirm({
      title: `确认${sayCount(page.confirmable)}人参加互助保障？`,
      lines: [
        ...(sumLine(page) ? [`${sumLine(page)}，确认后出账单。`] : []),
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
      <ProblemNote problem={action.problem} />
    </NextStep>
  );
}

const titles: Record<Page["nextStep"], (page: Page) => string> = {
  upload: () => "上传名册",
  handle: (page) => `处理完${sayCount(page.counts.toHandle)}行再确认名册`,
  wait_for_review: (page) => `等市总工会审核${sayCount(page.counts.review)}人`,
  confirm: (page) => `确认${sayCount(page.confirmable)}人`,
  bill: () => "等市总工会出账单",
  done: (page) => (page.state === "withdrawn" ? "另报一份名册" : "按账单缴会费"),
};

function lines(page: Page, mayConfirm: boolean): ReactNode {
  const sum = sumLine(page);
  if (page.state === "confirmed")
    return (
      <>
        {page.cover?.why && <p>{page.cover.why}</p>}
        {sum && <p>{sum}，由单位和各级工会按分担规则缴。</p>}
      </>
    );
  if (page.state === "withdrawn") return null;
  return (
    <>
      {page.counts.toHandle > 0 && page.confirmable > 0 && (
        <p>也可以先确认{sayCount(page.confirmable)}人，其余放到下一批。</p>
      )}
      {sum && page.confirmable > 0 && <p>确认后出账单：{sum}</p>}
      {!mayConfirm && page.confirmable > 0 && <p>由{page.organisationName}的经办人确认。</p>}
      {page.confirmable === 0 && <p>现在没有可以确认的人。</p>}
    </>
  );
}

function sumLine(page: Page): string | undefined {
  if (!page.price || !page.sum) return undefined;
  const heads = page.state === "confirmed" ? page.confirmed : page.confirmable;
  return `${sayCount(heads)}人 × ${page.price.replace(/[.]00$/, "")}元 = ${sayMoney(page.sum)}元`;
}
