import type { z } from "zod";
import { type PlainDate, sayDay } from "#core/dates.ts";
import { refresh } from "#ui/api.ts";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Facts, Surface } from "#ui/page.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { MoneyText } from "#ui/Text.tsx";
import { useUpload } from "#ui/upload.ts";
import type { AnswerReply, Board } from "../contract.ts";
import { differenceNames } from "../text.ts";

/** The one transfer to the province: who made and checked it, when the bank paid, in what the answer differs. */
export function RemittancePart({ board }: { board: Board }) {
  const { remittance, today } = board;
  if (!remittance) return null;
  const { answer } = remittance;
  return (
    <Surface title="上缴单">
      <Facts
        rows={[
          ["人数", `${sayCount(remittance.heads)}人`],
          ["金额", <MoneyText key="amount" yuan={remittance.amount} unit />],
          ["提交", `${remittance.madeBy}，${sayInstant(remittance.madeAt, today)}`],
          [
            "复核",
            remittance.checkedBy && remittance.checkedAt
              ? `${remittance.checkedBy}，${sayInstant(remittance.checkedAt, today)}`
              : "等待复核",
          ],
          [
            "银行付出",
            remittance.remittedOn
              ? sayDay(remittance.remittedOn as PlainDate, today as PlainDate)
              : "对账单里还没有",
          ],
          [
            "省办回执",
            answer
              ? `${sayCount(answer.answered)}人，${answer.differences.length === 0 ? "与名单一致" : `${sayCount(answer.differences.length)}处不同`}`
              : "还没有",
          ],
        ]}
      />
      {answer && answer.differences.length > 0 && (
        <ul className="month-note">
          {answer.differences.slice(0, 50).map((each) => (
            <li key={`${each.code} ${each.place}`}>
              第{each.place}行：{differenceNames[each.code]}
              {each.note && `（${each.note}）`}
            </li>
          ))}
        </ul>
      )}
      {board.allowed.includes("answer") && <AnswerUpload month={board.month} />}
    </Surface>
  );
}

function AnswerUpload({ month }: { month: string }) {
  const upload = useUpload<z.output<typeof AnswerReply>>(`/api/months/${month}/remittance/answer`, () => {
    void refresh(`/api/months/${month}`);
  });
  return (
    <div className="month-note">
      <UploadArea
        title="上传省办回执"
        accepts="省办事处填好“省办意见”和“说明”两列的名单，Excel 表或 CSV，最大50MB。与名单逐人核对，不同的列出来"
        extensions=".xlsx,.csv"
        maxBytes={50 * 1024 * 1024}
        state={upload.state}
        onFile={upload.start}
        onCancel={upload.cancel}
      />
    </div>
  );
}
