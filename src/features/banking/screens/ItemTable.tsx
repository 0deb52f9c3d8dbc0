import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import { Button } from "#ui/Button.tsx";
import { MoneyText } from "#ui/Text.tsx";
import { itemKindNames } from "../text.ts";
import type { Item } from "./words.ts";

type Props = {
  items: readonly Item[];
  typed: Readonly<Record<string, string>>;
  set: (itemId: string, text: string) => void;
  drop?: (itemId: string) => void;
  rest: Cents;
  isFixed?: boolean;
};

/** Bills with what they owe and what this line books on each; the rest beneath, worked out while one types. */
export function ItemTable({ items, typed, set, drop, rest, isFixed }: Props) {
  return (
    <table className="bank-items">
      <thead>
        <tr>
          <th scope="col">账单</th>
          <th scope="col" className="right">
            未缴
          </th>
          <th scope="col" className="right">
            本次记入
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              {item.name}{" "}
              <span className="quiet">
                {item.code} · {item.month}
                {itemKindNames[item.kind]}
                {item.heads !== null && ` · ${item.heads}人`}
              </span>{" "}
              {drop && (
                <Button kind="plain" small label={`不记${item.name}`} onClick={() => drop(item.id)}>
                  去掉
                </Button>
              )}
            </td>
            <td className="right">
              <MoneyText yuan={item.open} />
            </td>
            <td className="right">
              {isFixed ? (
                <MoneyText yuan={typed[item.id]} />
              ) : (
                <AmountInput item={item} text={typed[item.id] ?? ""} set={(text) => set(item.id, text)} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>余额</td>
          <td className={`right ${rest === 0n ? "good" : rest < 0n ? "bad" : "wait"}`}>{showYuan(rest)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function AmountInput({ item, text, set }: { item: Item; text: string; set: (text: string) => void }) {
  const amount = parseYuan(text);
  const open = parseYuan(item.open) ?? 0n;
  const isWrong = amount === undefined || amount > open;
  return (
    <>
      <input
        className="bank-amount"
        inputMode="decimal"
        aria-label={`记入${item.name}`}
        aria-invalid={isWrong}
        value={text}
        onChange={(event) => set(event.target.value.replace(/[^\d.,]/g, ""))}
      />
      {isWrong && (
        <div className="small bad">
          {amount === undefined ? "请填金额" : `最多${showYuan(open as Cents)}`}
        </div>
      )}
    </>
  );
}
