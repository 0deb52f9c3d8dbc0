import { useState } from "react";
import { plainMonth, sayMonth } from "#core/dates.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { confirm, Dialog } from "#ui/Dialog.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { ExportLink } from "#ui/table/filters.tsx";
import type { Board } from "../contract.ts";

/** The one next step of the month as a solid button, and what else may be done beside it. */
export function MonthActions({ board }: { board: Board }) {
  const base = `/api/months/${board.month}`;
  const bill = useAction<{ bills: number }>("POST", `${base}/bills`, {
    onDone: ({ bills }) => toast(bills > 0 ? `已出${sayCount(bills)}份账单。` : "没有新的已确认名册。"),
  });
  return (
    <>
      {board.allowed.includes("bill") && (
        <Button busy={bill.busy} onClick={() => bill.run({})}>
          出账单
        </Button>
      )}
      {board.allowed.includes("export") && (
        <ExportLink path={`${base}/remittance/list`} query={{ format: "xlsx" }} label="导出名单" />
      )}
      {board.allowed.includes("reopen") && !board.reopening && <Reopen board={board} />}
      <NextButton board={board} />
      <ProblemNote problem={bill.problem} />
    </>
  );
}

function NextButton({ board }: { board: Board }) {
  const { next } = board;
  if (!next?.may) return null;
  const why = next.obstacle?.title;
  switch (next.move) {
    case "close_base":
      return <CloseBase board={board} why={why} />;
    case "make_remittance":
      return <MakeRemittance board={board} why={why} />;
    case "check_remittance":
      return <CheckRemittance board={board} why={why} />;
    case "acknowledge":
      return <Acknowledge board={board} />;
    case "close":
      return <Close board={board} why={why} />;
    default:
      return null;
  }
}

type Props = { board: Board; why: string | undefined };

function CloseBase({ board, why }: Props) {
  const act = useAction<{ settled: number; waiting: number }>(
    "POST",
    `/api/months/${board.month}/base-closing`,
    {
      onDone: ({ settled, waiting }) =>
        toast(`${sayCount(settled)}家本月结算，${sayCount(waiting)}家转入下个月。`),
    },
  );
  const ask = async () => {
    const yes = await confirm({
      title: `${sayMonth(plainMonth(board.month))}会费截止？`,
      lines: [
        "截止日以前到账的单位本月结算，其余转入下个月，保障相应推迟。",
        "截止后按实际人数通知市、县工会补助。",
      ],
      yes: "会费截止",
    });
    if (yes) act.run({});
  };
  return (
    <>
      <Button kind="primary" why={why} busy={act.busy} onClick={ask}>
        会费截止
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

function MakeRemittance({ board, why }: Props) {
  const act = useAction("POST", `/api/months/${board.month}/remittance`);
  const amount = sayMoney(board.whole.due);
  const ask = async () => {
    const yes = await confirm({
      title: `上缴${amount}元到省办事处？`,
      lines: [
        `${sayCount(board.units)}家单位${sayCount(board.heads)}人。`,
        "提交后名单不能再改，由另一人复核。",
      ],
      yes: "提交复核",
    });
    if (yes) act.run({});
  };
  return (
    <>
      <Button kind="primary" why={why} busy={act.busy} onClick={ask}>
        生成上缴单
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

/** The second person sees heads and amount fresh, and sends back what was seen. */
function CheckRemittance({ board, why }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [isReturning, setReturning] = useState(false);
  const check = useAction("POST", `/api/months/${board.month}/remittance/check`, {
    onDone: () => setOpen(false),
  });
  const { remittance } = board;
  if (!remittance) return null;
  return (
    <>
      <Button kind="primary" why={why} onClick={() => setOpen(true)}>
        复核上缴单
      </Button>
      {isOpen && (
        <Dialog
          title={`${sayMonth(plainMonth(board.month))}上缴${sayMoney(remittance.amount)}元`}
          onClose={() => setOpen(false)}
          actions={
            <>
              <Button onClick={() => setOpen(false)}>再看看</Button>
              <Button
                onClick={() => {
                  setOpen(false);
                  setReturning(true);
                }}
              >
                退回
              </Button>
              <Button
                kind="primary"
                busy={check.busy}
                onClick={() => check.run({ heads: remittance.heads, amount: remittance.amount })}
              >
                复核通过
              </Button>
            </>
          }
        >
          <p>
            {remittance.madeBy}提交：{sayCount(board.units)}家单位{sayCount(remittance.heads)}人，
            {board.prices
              .map(({ price, heads }) => `${sayCount(heads)}人 × ${sayMoney(price)}元`)
              .join(" + ")}
            {" = "}
            {sayMoney(remittance.amount)}元。
          </p>
          <p>复核后由出纳付款，银行对账单上出现这笔付款才算上缴。</p>
          <ProblemNote problem={check.problem} />
        </Dialog>
      )}
      {isReturning && (
        <ReasonDialog
          title="退回上缴单"
          hint="写明要改什么，出纳会看到"
          yes="退回"
          path={`/api/months/${board.month}/remittance/return`}
          onClose={() => setReturning(false)}
        />
      )}
    </>
  );
}

function Acknowledge({ board }: { board: Board }) {
  const act = useAction("POST", `/api/months/${board.month}/acknowledgement`);
  const differences = board.remittance?.answer?.differences.length ?? 0;
  const ask = async () => {
    const yes = await confirm({
      title: `确认收到${sayMoney(board.whole.due)}元？`,
      lines: [
        `${sayCount(board.heads)}人的名单一并确认。`,
        ...(differences > 0 ? [`回执与名单有${sayCount(differences)}处不同，按回执确认。`] : []),
      ],
      yes: differences > 0 ? "按回执确认" : "确认收到",
    });
    if (yes) act.run({ withDifferences: differences > 0 });
  };
  return (
    <>
      <Button kind="primary" busy={act.busy} onClick={ask}>
        确认收到
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

function Close({ board, why }: Props) {
  const act = useAction("POST", `/api/months/${board.month}/closing`);
  const ask = async () => {
    const yes = await confirm({
      title: `${sayMonth(plainMonth(board.month))}关账？`,
      lines: ["关账后不能再记这个月的账。要重开，需两个人同意并写明原因。"],
      yes: "关账",
    });
    if (yes) act.run({});
  };
  return (
    <>
      <Button kind="primary" why={why} busy={act.busy} onClick={ask}>
        关账
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

function Reopen({ board }: { board: Board }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>申请重开</Button>
      {isOpen && (
        <ReasonDialog
          title={`申请重开${sayMonth(plainMonth(board.month))}`}
          hint="另一位同事看到原因后决定"
          yes="提交申请"
          path={`/api/months/${board.month}/reopening`}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
