import { useState } from "react";
import { Button } from "#ui/Button.tsx";
import { Line, Lines, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { Link } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { DateText, MoneyText } from "#ui/Text.tsx";
import { useNames } from "../text.ts";
import type { DonationDetail } from "./words.tsx";

type Arrival = DonationDetail["arrivals"][number];

const receiptWords = ({ receipt }: Arrival, isWaived: boolean) => {
  if (!receipt) return isWaived ? "，不要收据" : "";
  return (
    <>
      ，<Link to={`/receipts/${receipt.requestId}`}>{receipt.number ?? "收据还没有开出"}</Link>
    </>
  );
};

type ArrivalsProps = {
  rows: readonly Arrival[];
  mayRelease: boolean;
  isWaived?: boolean;
};

/** 到账和交接, each with its receipt. */
export function Arrivals({ rows, mayRelease, isWaived = false }: ArrivalsProps) {
  const [releasing, setReleasing] = useState<string>();
  return (
    <Surface title="到账和交接" flush>
      {rows.length === 0 && <Empty title="还没有收到" />}
      <Lines>
        {rows.map((row) => (
          <Line
            key={row.id}
            title={row.byBank ? "银行来款" : "物资交接"}
            note={
              <>
                <DateText day={row.on} />
                {row.note && `，${row.note}`}
                {receiptWords(row, isWaived)}
              </>
            }
            figure={<MoneyText yuan={row.amount} unit />}
            action={
              mayRelease && (
                <Button small onClick={() => setReleasing(row.id)}>
                  {row.byBank ? "取消认领" : "取消交接"}
                </Button>
              )
            }
          />
        ))}
      </Lines>
      {releasing && (
        <ReasonDialog
          title="取消这次登记？"
          hint="登记错了才取消。收据已经开出的，要先红冲；已经拨付的不能取消。"
          yes="取消登记"
          ask={{ name: "words", label: "原因" }}
          path={`/api/donation-arrivals/${releasing}/release`}
          onClose={() => setReleasing(undefined)}
        />
      )}
    </Surface>
  );
}

/** 使用: what became of it. */
export const Uses = ({ rows }: { rows: DonationDetail["uses"] }) => (
  <Surface title="使用" flush>
    {rows.length === 0 && <Empty title="还没有使用" />}
    <Lines>
      {rows.map((row) => (
        <Line
          key={row.grantId}
          title={<Link to={`/fund-grants/${row.grantId}`}>{row.purpose}</Link>}
          note={
            <>
              <DateText day={row.on} />，{useNames[row.useFor]}，{row.resolution}
            </>
          }
          figure={<MoneyText yuan={row.amount} unit />}
        />
      ))}
    </Lines>
  </Surface>
);
