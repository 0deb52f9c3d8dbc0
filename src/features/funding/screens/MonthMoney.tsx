import { parseYuan } from "#core/money.ts";
import { type Part, StackedBar } from "#ui/bars.tsx";
import { Surface } from "#ui/page.tsx";
import { Link } from "#ui/router.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Board } from "../contract.ts";

type Money = Board["own"];

// A bar needs a share, not money: whole cents as a plain number are exact enough to draw.
const size = (yuan: string) => Number(parseYuan(yuan) ?? 0n);

/** Where the month's money stands: what is due, what is in, by whom, as one bar and a sum one can redo. */
export function MonthMoney({ board }: { board: Board }) {
  const { whole, own, county, city, paidBack, refunds } = board;
  const sumOf = board.prices
    .map(({ price, heads }) => `${sayCount(heads)}人 × ${sayMoney(price)}元`)
    .join(" + ");
  return (
    <Surface>
      <div className="month-sums">
        <div>
          <div className="secondary">{board.state === "open" ? "本月账单" : "本月应上缴"}</div>
          <span className="month-sum">
            <MoneyText yuan={whole.due} />
          </span>{" "}
          <span className="secondary">元{sumOf && ` = ${sumOf}`}</span>
        </div>
        <div className="number">
          <div className="secondary">已到账</div>
          <span className="month-sum">
            <MoneyText yuan={whole.received} />
          </span>
        </div>
      </div>
      <StackedBar
        label={`应上缴${sayMoney(whole.due)}元，已到账${sayMoney(whole.received)}元`}
        parts={[
          ...partsOf("own", "会费", own, "brand"),
          ...partsOf("county", "县级补助", county, "light"),
          ...partsOf("city", "市级补助", city, "light"),
        ]}
      />
      <div className="columns month-parts">
        <PartWords label="会费（单位、职工、赠送方）" money={own} whatIsMissing="未到齐" />
        <PartWords
          label="县级补助"
          money={county}
          whatIsMissing={county.missing > 0 ? `缺${sayCount(county.missing)}家` : "未通知"}
        />
        <PartWords
          label="市级补助"
          money={city}
          whatIsMissing={board.state === "open" ? "未通知" : "未到齐"}
        />
      </div>
      <p className="secondary month-note">
        {noteOf(board)}
        {refunds && (
          <>
            {" "}
            <Link className="link" to={`/refunds?month=${board.month}`}>
              上缴以后退费{sayCount(refunds.people)}人{sayMoney(refunds.amount)}元
            </Link>
            {refunds.open > 0 ? `，还有${sayCount(refunds.open)}人的没有退完。` : "，都已退到。"}
          </>
        )}
        {paidBack && ` 拨回单位${sayMoney(paidBack.received)} / ${sayMoney(paidBack.due)}元，不经过上缴。`}
      </p>
    </Surface>
  );
}

function partsOf(key: string, name: string, money: Money, look: "brand" | "light"): Part[] {
  return [
    { key: `${key} in`, size: size(money.received), look, words: `${name}${sayMoney(money.received)}` },
    {
      key: `${key} open`,
      size: size(money.open),
      look: "missing",
      words: `${name}${sayMoney(money.open)}未到`,
    },
  ];
}

type WordsProps = { label: string; money: Money; whatIsMissing: string };

function PartWords({ label, money, whatIsMissing }: WordsProps) {
  const exists = size(money.due) > 0;
  const isIn = size(money.open) === 0;
  return (
    <div>
      <div className="secondary">
        {label}
        {exists && <span className={isIn ? "good" : "wait"}> {isIn ? "已到齐" : whatIsMissing}</span>}
      </div>
      {exists ? (
        <>
          <MoneyText yuan={money.received} /> / <MoneyText yuan={money.due} />
        </>
      ) : (
        <MoneyText yuan={null} />
      )}
    </div>
  );
}

function noteOf({ state, account }: Board): string {
  const holds = account
    ? `专用账户余额${sayMoney(account.bank)}元，其中代管会费${sayMoney(account.pool)}元；其他月份的钱和利息不能垫付。`
    : "";
  if (state === "open") return `截止日当天到账的都算按时，晚到的转入下个月。${holds}`;
  if (state === "base_closed") return `补助到齐后才能上缴。${holds}`;
  return holds;
}
