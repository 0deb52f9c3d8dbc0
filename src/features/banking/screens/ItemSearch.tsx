import { useEffect, useState } from "react";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Line, Lines } from "#ui/page.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { itemKindNames } from "../text.ts";
import type { Item } from "./words.ts";

type Props = { direction: "credit" | "debit"; taken: readonly Item[]; pick: (item: Item) => void };

/** Finds open bills, subsidies or remittances by name, code or amount. */
export function ItemSearch({ direction, taken, pick }: Props) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useGet<{ rows: readonly Item[] }>(asked ? "/api/bank/items" : null, { q: asked, direction });
  const rows = asked
    ? (found.data?.rows ?? []).filter((row) => !taken.some((item) => item.id === row.id))
    : [];
  return (
    <div className="bank-search">
      <input
        type="search"
        className="search-box"
        aria-label="查单位名称、编号或金额"
        placeholder="查单位名称、编号或金额"
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the search opens because somebody asked for it.
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      {asked && rows.length === 0 && !found.isPending && (
        <p className="secondary">没有这样的未缴账单。账单还没有出的，可以先暂放，出账后再记。</p>
      )}
      {rows.length > 0 && (
        <Lines>
          {rows.slice(0, 8).map((item) => (
            <Line
              key={item.id}
              title={item.name}
              note={`${item.code} · ${item.month}${itemKindNames[item.kind]}`}
              figure={sayMoney(item.open)}
              action={
                <Button small label={`选${item.name}${item.month}`} onClick={() => pick(item)}>
                  选这张
                </Button>
              }
            />
          ))}
        </Lines>
      )}
    </div>
  );
}
