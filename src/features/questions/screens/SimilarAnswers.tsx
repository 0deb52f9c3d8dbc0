import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Line, Lines } from "#ui/page.tsx";
import type { Similar } from "../contract.ts";

type Props = {
  text: string;
  /** Takes an answer over; without it they are only shown. */
  onTake?: (answer: string) => void;
  without?: string;
};

const kindNames = { faq: "常见问题", ruling: "口径", question: "以前答过" } as const;

/** What was answered to the like: rulings and common questions first. */
export function SimilarAnswers({ text, onTake, without }: Props) {
  const found = useGet<z.output<typeof Similar>>(text.trim().length >= 4 ? "/api/inquiries/similar" : null, {
    text: text.slice(0, 500),
  });
  const rows = (found.data?.rows ?? []).filter(({ id }) => id !== without);
  if (rows.length === 0) return null;
  return (
    <>
      <h3>类似的问题</h3>
      <Lines>
        {rows.map((row) => (
          <Line
            key={row.id}
            title={row.question}
            note={`${kindNames[row.kind]}${row.clause ? `，依据${row.clause}` : ""}：${row.answer}`}
            action={onTake && <Button onClick={() => onTake(row.answer)}>用这个答复</Button>}
          />
        ))}
      </Lines>
    </>
  );
}
