import { useState } from "react";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ProblemNote, ProblemState } from "#ui/States.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { CorrectDialog } from "./CorrectDialog.tsx";
import { RecuseDialog, RejectDialog, ReturnDialog, SendBackDialog } from "./decisions.tsx";
import { useKeys } from "./useKeys.ts";
import { type Claim, claimChanged } from "./words.ts";

type Props = { claim: Claim; next: () => void };
type Asking = "return" | "reject" | "correct" | "recuse" | "send_back";

/** The decision, fixed below, with its keys. What was decided can be taken back for ten seconds. */
export function DecideBar({ claim, next }: Props) {
  const [asking, setAsking] = useState<Asking>();
  const { allowed, benefit } = claim;
  const may = (move: Claim["allowed"][number]) => allowed.includes(move);
  const takeBack = useAction("DELETE", `/api/claims/${claim.id}/decision`, {
    refreshes: ["/never"],
    onDone: () => void claimChanged(claim.id),
  });
  const decided = (words: string) => {
    next();
    void claimChanged(claim.id);
    toast(`${claim.number}：${words}`, () => takeBack.run({}));
  };
  const pass = useAction<{ state: string }, { expectedBenefit: string; expectedVersion: number }>(
    "POST",
    `/api/claims/${claim.id}/passing`,
    { refreshes: ["/never"] },
  );
  const take = useAction("POST", `/api/claims/${claim.id}/taking`, {
    refreshes: ["/never"],
    onDone: () => void claimChanged(claim.id),
  });
  const why = whyNot(claim);
  const send = () => {
    if (why || benefit === null || pass.busy) return;
    pass.run({ expectedBenefit: benefit, expectedVersion: claim.version }, () => decided("已通过"));
  };
  const refused = pass.problem;
  const isOvertaken = refused?.code === "claim_moved_on";
  const close = () => setAsking(undefined);
  useKeys({
    a: may("pass") ? send : undefined,
    r: may("return") ? () => setAsking("return") : undefined,
    x: may("reject") ? () => setAsking("reject") : undefined,
    e: may("correct") ? () => setAsking("correct") : undefined,
  });
  if (isOvertaken)
    return (
      <footer className="claim-desk-bar">
        <ProblemState
          problem={refused}
          actions={
            <Button kind="primary" shortcut="J" onClick={next}>
              看下一件
            </Button>
          }
        />
      </footer>
    );
  return (
    <footer className="claim-desk-bar">
      <ProblemNote problem={refused ?? take.problem} />
      <div className="row">
        {may("pass") && (
          <Button kind="primary" shortcut="A" busy={pass.busy} why={why} onClick={send}>
            通过{benefit && claim.decision === "payable" ? `${sayMoney(benefit)}元` : ""}
          </Button>
        )}
        {!may("pass") && may("take") && (
          <Button kind="primary" busy={take.busy} onClick={() => take.run({})}>
            接手这件
          </Button>
        )}
        {may("return") && (
          <Button shortcut="R" onClick={() => setAsking("return")}>
            退回补材料
          </Button>
        )}
        {may("reject") && (
          <Button shortcut="X" onClick={() => setAsking("reject")}>
            不予给付
          </Button>
        )}
      </div>
      <div className="claim-desk-more">
        {may("pass") && why && <span className="wait">{why}</span>}
        <More claim={claim} ask={setAsking} take={() => take.run({})} next={next} />
      </div>
      {!may("pass") && !may("take") && (
        <p className="secondary">前面的一步是您办的，或者您已声明回避：这件由别人审核。</p>
      )}
      {asking && <Asked claim={claim} asking={asking} close={close} decided={decided} next={next} />}
    </footer>
  );
}

type MoreProps = { claim: Claim; ask: (what: Asking) => void; take: () => void; next: () => void };

/** What is done less often. */
function More({ claim, ask, take, next }: MoreProps) {
  const may = (move: Claim["allowed"][number]) => claim.allowed.includes(move);
  return (
    <span className="claim-desk-links">
      {may("correct") && (
        <Button kind="plain" shortcut="E" onClick={() => ask("correct")}>
          改正录入
        </Button>
      )}
      {may("send_back") && (
        <Button kind="plain" onClick={() => ask("send_back")}>
          退回上一步
        </Button>
      )}
      {may("take") && !claim.isMine && may("pass") && (
        <Button kind="plain" onClick={take}>
          留给我
        </Button>
      )}
      {may("recuse") && (
        <Button kind="plain" onClick={() => ask("recuse")}>
          回避
        </Button>
      )}
      <Button kind="plain" shortcut="J" onClick={next}>
        下一件
      </Button>
    </span>
  );
}

type AskedProps = {
  claim: Claim;
  asking: Asking;
  close: () => void;
  decided: (words: string) => void;
  next: () => void;
};

function Asked({ claim, asking, close, decided, next }: AskedProps) {
  const parts = { claim, close };
  if (asking === "return") return <ReturnDialog {...parts} done={() => decided("已退回补材料")} />;
  if (asking === "reject") return <RejectDialog {...parts} done={() => decided("不予给付")} />;
  if (asking === "send_back") return <SendBackDialog {...parts} done={() => decided("已退回上一步")} />;
  if (asking === "recuse") return <RecuseDialog {...parts} done={next} />;
  return <CorrectDialog {...parts} />;
}

/** Why it cannot be passed as it stands. */
function whyNot(claim: Claim): string | undefined {
  if (claim.decision !== "payable") return "核算结果是不给付";
  const hard = claim.findings.filter(({ weight }) => weight === "hard").length;
  if (hard > 0) return `有${hard}条必须先解决的发现`;
  const open = claim.findings.filter(({ checkedAt }) => !checkedAt).length;
  if (open > 0) return `还有${open}条发现没有核对`;
  const missing = claim.needed.filter(({ isMissing }) => isMissing).length;
  return missing > 0 ? `还缺${missing}份材料` : undefined;
}
