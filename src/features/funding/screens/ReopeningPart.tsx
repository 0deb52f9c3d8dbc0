import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { NextStep } from "#ui/page.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import type { Board } from "../contract.ts";

/** A reopening that waits for a second person. */
export function ReopeningPart({ board }: { board: Board }) {
  const decide = useAction("POST", `/api/months/${board.month}/reopening/decision`);
  if (!board.reopening) return null;
  const { reason, askedBy, askedAt } = board.reopening;
  return (
    <NextStep
      alone
      title={`${askedBy}申请重开这个月：${reason}`}
      action={
        board.allowed.includes("reopen") && (
          <div className="row">
            <Button busy={decide.busy} onClick={() => decide.run({ agree: false })}>
              不同意
            </Button>
            <Button busy={decide.busy} onClick={() => decide.run({ agree: true })}>
              同意重开
            </Button>
          </div>
        )
      }
    >
      {sayInstant(askedAt, board.today)}提出。同意后单位重新等待结算，已通知的补助收回；申请人自己不能决定。
      <ProblemNote problem={decide.problem} />
    </NextStep>
  );
}
