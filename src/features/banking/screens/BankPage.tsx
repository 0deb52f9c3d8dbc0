import { useEffect, useRef } from "react";
import { useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { setQuery, useQueryState } from "#ui/router.tsx";
import { Bones, Empty, ProblemState } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import { FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import { stateNames } from "../text.ts";
import { AccountFilter } from "./AccountFilter.tsx";
import { LineDesk } from "./LineDesk.tsx";
import { type LineList, type LineRow, sections, shortDay } from "./words.ts";
import "#ui/table/table.css";
import "./bank.css";

/** The workbench: what the bank brought left, one question right; after a decision the next one opens. */
export function BankPage() {
  const [state] = useQueryState("state", "all");
  const [month] = useQueryState("month");
  const [q] = useQueryState("q");
  const [accountId] = useQueryState("account");
  const [chosen] = useQueryState("line");
  const list = useListing<LineRow, LineList>("/api/bank/lines", { state, month, q, accountId });
  const shown = chosen || list.rows[0]?.id;
  const at = list.rows.findIndex((row) => row.id === shown);
  const open = (id: string | undefined) => id && setQuery({ line: id });
  const step = (by: number) => open(list.rows[at + by]?.id);
  useKeys({ j: () => step(1), k: () => step(-1) });
  const next = () => {
    const waiting = list.rows.filter((row) => row.state === "to_decide" && row.id !== shown);
    const later = waiting.find((row) => list.rows.indexOf(row) > at) ?? waiting[0];
    open(later?.id ?? shown);
  };
  const counts = list.first?.counts;
  const place = list.rows.filter((row) => row.state === "to_decide").findIndex((row) => row.id === shown);
  return (
    <Page>
      <Title first={list.first} month={month} />
      <div className="bank">
        <Surface flush>
          <div className="bank-tools">
            <FilterChips
              name="state"
              label="状态"
              options={[
                { value: "all", label: "全部", count: counts?.all },
                { value: "to_decide", label: "需要决定", count: counts?.to_decide },
                { value: "waiting", label: "等待补足", count: counts?.waiting },
                { value: "matched", label: "已核对", count: counts?.matched },
              ]}
            />
            <SearchBox placeholder="查户名、附言、流水号、金额" />
            <AccountFilter accounts={list.first?.accounts} />
            {(list.first?.months.length ?? 0) > 1 && (
              <FilterSelect
                name="month"
                label="月份"
                options={[
                  { value: "", label: "全部" },
                  ...(list.first?.months ?? []).map((each) => ({ value: each, label: each })),
                ]}
              />
            )}
          </div>
          <Queue list={list} shown={shown} />
        </Surface>
        {shown && (
          <LineDesk
            key={shown}
            lineId={shown}
            place={place < 0 ? undefined : { at: place + 1, of: counts?.to_decide ?? 0 }}
            next={next}
          />
        )}
      </div>
    </Page>
  );
}

function Title({ first, month }: { first: LineList | undefined; month: string }) {
  const counts = first?.counts;
  const title = !counts
    ? "银行来款"
    : counts.all === 0
      ? "还没有银行来款"
      : `${sayCount(counts.all)}笔流水，${sayCount(counts.matched)}笔已核对，${
          counts.to_decide > 0 ? `${sayCount(counts.to_decide)}笔需要您决定` : "没有要决定的"
        }`;
  const account = first?.account;
  const subtitle = account?.until
    ? [
        `专用账户${account.shown}`,
        `导入至${account.until}`,
        ...(account.closing === null
          ? ["对账单里没有余额"]
          : ["余额连续，无缺行", `期末余额${sayMoney(account.closing)}元`]),
      ].join(" · ")
    : undefined;
  return (
    <PageTitle title={title} subtitle={subtitle} crumb={month ? `${month}对账单` : undefined}>
      <ButtonLink to="/bank/statements">导入对账单</ButtonLink>
      <ButtonLink to="/bank/reconciliation">余额调节表</ButtonLink>
      <ButtonLink to="/bank/settings">核对设置</ButtonLink>
    </PageTitle>
  );
}

type Listing = ReturnType<typeof useListing<LineRow, LineList>>;

function Queue({ list, shown }: { list: Listing; shown: string | undefined }) {
  if (list.rows.length === 0) {
    if (list.problem) return <ProblemState problem={list.problem} again={list.again} />;
    if (list.isPending) return <Bones />;
    return list.first?.account ? (
      <Empty title="没有这样的流水">换一个状态或月份再看。</Empty>
    ) : (
      <Empty
        title="还没有导入对账单"
        actions={
          <ButtonLink kind="primary" to="/bank/statements">
            导入对账单
          </ButtonLink>
        }
      >
        从网上银行导出专用账户的对账单，Excel 表或 CSV 都可以。
      </Empty>
    );
  }
  return (
    <div className="bank-queue">
      {sections.map(({ states, title }) => {
        const rows = list.rows.filter((row) => (states as readonly string[]).includes(row.state));
        if (rows.length === 0) return null;
        return (
          <section key={title} aria-label={title}>
            <h3 className="bank-head">
              <span>{title}</span>
              <span>单位：元</span>
            </h3>
            <ul>
              {rows.map((row) => (
                <QueueRow key={row.id} row={row} isShown={row.id === shown} />
              ))}
            </ul>
          </section>
        );
      })}
      {list.hasMore && (
        <div className="bank-more">
          <Button kind="plain" busy={list.isMoreComing} onClick={list.more}>
            再显示50笔
          </Button>
          <span className="secondary">共{sayCount(list.total)}笔</span>
        </div>
      )}
    </div>
  );
}

const toneOf = (row: LineRow): string =>
  row.state === "to_decide" || row.state === "waiting" || row.rest !== "0.00"
    ? "wait"
    : row.state === "matched" && row.how === "rule"
      ? "good"
      : "quiet";

function QueueRow({ row, isShown }: { row: LineRow; isShown: boolean }) {
  const self = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isShown) self.current?.scrollIntoView({ block: "nearest" });
  }, [isShown]);
  const isOut = row.direction === "debit";
  const says = row.rest === "0.00" ? row.reason : `余${sayMoney(row.rest)}待查`;
  return (
    <li>
      <button
        ref={self}
        type="button"
        className="bank-row"
        aria-current={isShown || undefined}
        onClick={() => setQuery({ line: row.id })}
      >
        <span className="bank-day">{shortDay(row.on)}</span>
        <span className="bank-who">
          <span>{row.name || (isOut ? "银行扣款" : "银行入账")}</span>
          <span className="small quiet">{row.memo}</span>
        </span>
        <span className="bank-sum">
          <span>
            {isOut && <span className="small quiet">支 </span>}
            <MoneyText yuan={row.amount} />
          </span>
          <span className={`small ${toneOf(row)}`}>
            {says || stateNames[row.state as keyof typeof stateNames]}
          </span>
        </span>
      </button>
    </li>
  );
}

/** J and K walk through the queue, unless somebody types. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest("input, textarea, select, dialog, [role=dialog]")) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
