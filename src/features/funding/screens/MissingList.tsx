import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Surface } from "#ui/page.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { MoneyText } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Board, RemindReply } from "../contract.ts";
import { smsOutcomeNames } from "../text.ts";

type Missing = Board["missing"][number];
type Reminded = z.output<typeof RemindReply>;

/** What is missing and from whom; each can be reminded, or all at once. */
export function MissingList({ board }: { board: Board }) {
  const remind = useAction<Reminded>("POST", `/api/months/${board.month}/reminders`, {
    refreshes: [`/api/months/${board.month}`],
    onDone: (reply) => toast(saidOf(reply)),
  });
  const may = board.allowed.includes("remind");
  return (
    <Surface
      title="还缺什么、缺谁的"
      flush
      aside={
        may &&
        board.missing.length > 1 && (
          <button type="button" className="link" onClick={() => remind.run({})}>
            全部催办
          </button>
        )
      }
    >
      <ProblemNote problem={remind.problem} />
      {board.missing.length === 0 ? (
        <Empty title={board.state === "open" ? "会费都到账了" : "什么也不缺"}>
          {board.bills === 0 ? "这个月还没有账单。" : nothingMissing(board)}
        </Empty>
      ) : (
        <div className="missing">
          {board.missing.map((each) => (
            <div className="line" key={`${each.organisationId} ${each.reason}`}>
              <div className="line-words">
                <div>{each.name}</div>
                <div className="secondary">
                  {whatOf(each)} ·{" "}
                  {each.remindedAt ? `${sayInstant(each.remindedAt, board.today)}已催办` : "还没有催办"}
                  {each.sms && `，${smsOutcomeNames[each.sms]}`}
                </div>
              </div>
              <span className="strong">
                <MoneyText yuan={each.amount} />
              </span>
              {may && (
                <Button
                  small
                  busy={remind.busy}
                  label={`催办${each.name}`}
                  onClick={() => remind.run({ organisationIds: [each.organisationId] })}
                >
                  催办
                </Button>
              )}
            </div>
          ))}
        </div>
      )}
    </Surface>
  );
}

const whatOf = (each: Missing) =>
  each.reason === "own_share"
    ? `会费，${sayCount(each.heads)}人`
    : `补助，${sayCount(each.units)}家单位${sayCount(each.heads)}人`;

const nothingMissing = (board: Board) =>
  board.state === "open" ? "等截止日过完就可以会费截止。" : "会费和补助都已到账。";

/** 已催办6家。1家没有登记电话，只有站内通知。 */
function saidOf({ reminded, withoutPhone, already }: Reminded): string {
  const parts = [];
  if (reminded > 0) parts.push(`已催办${sayCount(reminded)}家。`);
  if (withoutPhone.length > 0) {
    const names = withoutPhone.slice(0, 3).join("、");
    const more = withoutPhone.length > 3 ? "等" : "";
    parts.push(`${names}${more}${sayCount(withoutPhone.length)}家没有登记电话，只有站内通知。`);
  }
  if (already > 0) parts.push(`${sayCount(already)}家24小时内已提醒过，没有重复。`);
  return parts.join("");
}
