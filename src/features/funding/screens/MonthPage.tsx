import { type PlainDate, plainMonth, sayDay, sayFullDay, sayMonth } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { type Step, Steps } from "#ui/bars.tsx";
import { Course, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { sayMoney } from "#ui/Text.tsx";
import type { Board } from "../contract.ts";
import { eventNames } from "../text.ts";
import { MissingList } from "./MissingList.tsx";
import { MonthActions } from "./MonthActions.tsx";
import { MonthMoney } from "./MonthMoney.tsx";
import { MonthUnits } from "./MonthUnits.tsx";
import { RemittancePart } from "./RemittancePart.tsx";
import { ReopeningPart } from "./ReopeningPart.tsx";
import "./month.css";

/** The month board: steps with their dates, what is missing and from whom, where the money stands, the units. */
export function MonthPage() {
  const month = useParam("month");
  const board = useGet<Board>(`/api/months/${month}`);
  return (
    <Loaded from={board} bones={<PageBones />}>
      {(data) => <MonthBody board={data} />}
    </Loaded>
  );
}

function MonthBody({ board }: { board: Board }) {
  const said = sayMonth(plainMonth(board.month));
  const people = `${sayCount(board.units)}家单位${sayCount(board.heads)}人`;
  return (
    <Page>
      <PageTitle
        title={`${said}结算：${titleOf(board)}`}
        subtitle={`今天${sayDay(board.today as PlainDate, board.today as PlainDate)} · ${people} · 保障从${sayFullDay(board.coverFrom as PlainDate)}开始`}
        crumb={said}
      >
        <MonthActions board={board} />
      </PageTitle>
      {board.next?.obstacle && board.next.may && board.missing.length === 0 && (
        <Note title={board.next.obstacle.title}>{board.next.obstacle.detail}</Note>
      )}
      <ReopeningPart board={board} />
      <Steps label="这个月的步骤" steps={stepsOf(board)} />
      <div className="month-top">
        {board.remittance && board.missing.length === 0 ? (
          <RemittancePart board={board} />
        ) : (
          <MissingList board={board} />
        )}
        <MonthMoney board={board} />
      </div>
      <MonthUnits board={board} />
      {board.events.length > 0 && (
        <Surface title="经过">
          <Course
            happenings={board.events.toReversed().map((event, place) => ({
              key: `${place} ${event.event}`,
              when: sayInstant(event.at, board.today),
              what: `${event.actor}：${eventNames[event.event] ?? event.event}${reasonOf(event.facts)}`,
            }))}
          />
        </Surface>
      )}
    </Page>
  );
}

const reasonOf = (facts: Record<string, unknown>) =>
  typeof facts.reason === "string" ? `（${facts.reason}）` : "";

/** The answer in one sentence: what is missing, or what comes next. */
function titleOf(board: Board): string {
  const { state, remittance } = board;
  const whole = `${sayMoney(board.whole.due)}元`;
  switch (state) {
    case "open": {
      const units = board.missing.filter((each) => each.reason === "own_share").length;
      if (board.bills === 0) return "还没有账单";
      return units === 0 ? "会费已到齐" : `会费还差${sayMoney(board.own.open)}元，缺${sayCount(units)}家单位`;
    }
    case "base_closed":
      return board.heads === 0
        ? "没有按时到账的单位"
        : `补助还差${sayMoney(board.whole.open)}元${board.missing.length > 0 ? `，缺${sayCount(board.missing.length)}家工会` : ""}`;
    case "funded":
      if (!remittance) return board.heads === 0 ? "没有要上缴的人" : `补助已到齐，可以上缴${whole}`;
      return remittance.state === "made" ? `上缴${whole}，等待复核` : `上缴${whole}已复核，等银行付出`;
    case "remitted":
      return `已上缴${whole}，等省办事处确认`;
    case "confirmed":
      return `已上缴${whole}，省办事处已确认，可以关账`;
    case "closed":
      return remittance ? `已关账，上缴${whole}` : "已关账，没有上缴";
  }
}

const stepNames = {
  bills: "汇总账单",
  base: "会费截止",
  subsidies: "补助到齐",
  remittance: "上缴省办事处",
  confirmation: "省办事处确认",
  closing: "关账",
} as const;

function stepsOf(board: Board): Step[] {
  return board.steps.map((step) => {
    const day = step.day && sayDay(step.day as PlainDate, board.today as PlainDate);
    const note = [day, noteOf(board, step.code, step.state)].filter(Boolean).join(" · ");
    return {
      key: step.code,
      label: stepNames[step.code],
      state: step.state,
      ...(note && { note }),
      tone: step.isOverdue ? "bad" : step.state === "now" ? "wait" : undefined,
    };
  });
}

function noteOf(board: Board, code: Board["steps"][number]["code"], state: Step["state"]): string {
  switch (code) {
    case "bills":
      if (board.bills === 0) return "";
      return board.state === "open" ? `${sayCount(board.bills)}份` : `${sayCount(board.bills)}份在本月结算`;
    case "base":
      if (state === "done") return `${sayCount(board.units)}家到齐`;
      return board.missing.length > 0 ? `还缺${sayCount(board.missing.length)}家` : "";
    case "subsidies":
      return state === "now" && board.missing.length > 0 ? `还缺${sayCount(board.missing.length)}笔` : "";
    case "remittance":
      return board.state === "open" ? "" : sayMoney(board.whole.due);
    default:
      return "";
  }
}
