import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, Note, ProblemNote } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import { FilterSelect } from "#ui/table/filters.tsx";
import type { ReconciliationSheet } from "../contract.ts";
import { AccountFilter } from "./AccountFilter.tsx";
import type { LineList } from "./words.ts";
import "#ui/table/table.css";
import "./bank.css";

type Sheet = z.output<typeof ReconciliationSheet>;

/** 余额调节表 of a month: book and bank side by side, and what stands between them; signed by two people. */
export function ReconciliationPage() {
  const lines = useGet<LineList>("/api/bank/lines", { limit: 1 });
  const [asked] = useQueryState("month");
  const month = asked || lines.data?.months[0];
  const [accountId] = useQueryState("account");
  const sheet = useGet<Sheet>(month ? `/api/bank/reconciliations/${month}` : null, { accountId });
  if (lines.data && !month)
    return (
      <Page>
        <PageTitle title="还没有对账单，不能编制余额调节表" />
        <Surface>
          <Empty title="请先导入专用账户的对账单" />
        </Surface>
      </Page>
    );
  return (
    <Page>
      <Loaded from={sheet}>{(data) => <SheetView sheet={data} />}</Loaded>
    </Page>
  );
}

function SheetView({ sheet }: { sheet: Sheet }) {
  const path = `/api/bank/reconciliations/${sheet.month}`;
  const of = `?accountId=${sheet.account.id}`;
  const prepare = useAction("POST", `${path}/preparation${of}`);
  const check = useAction("POST", `${path}/check${of}`);
  return (
    <>
      <PageTitle
        title={
          sheet.isEqual
            ? `${sheet.month}账面与银行相符，余额${sayMoney(sheet.adjustedBook)}元`
            : `${sheet.month}账面与银行不符，请先查清差额`
        }
        subtitle={`专用账户${sheet.account.shown}${sheet.account.holder ? ` · ${sheet.account.holder}` : ""}`}
        crumb={sheet.month}
      >
        <AccountFilter accounts={sheet.accounts} all={false} />
        <FilterSelect
          name="month"
          label="月份"
          options={sheet.months.map((each, i) => ({ value: i === 0 ? "" : each, label: each }))}
        />
        <Button onClick={() => print()}>打印</Button>
        {sheet.allowed.includes("check") && (
          <Button kind="primary" busy={check.busy} onClick={() => check.run({})}>
            复核无误
          </Button>
        )}
        {sheet.allowed.includes("prepare") && (
          <Button
            kind={sheet.prepared ? "default" : "primary"}
            busy={prepare.busy}
            onClick={() => prepare.run({})}
          >
            {sheet.prepared ? "重新编制" : "编制完成，请同事复核"}
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={prepare.problem ?? check.problem} />
      {sheet.unexplained !== "0.00" && (
        <Note tone="wait" title={`其中${sayMoney(sheet.unexplained)}元是待查来款`}>
          已经入账，还没有查明是谁交的，不计入会费。
        </Note>
      )}
      <Surface>
        <h2 className="sheet-title">银行存款余额调节表</h2>
        <div className="sheet-head">
          <span>
            {sheet.account.holder ?? "专用账户"} {sheet.account.shown}
          </span>
          <span>{sheet.until}</span>
          <span>单位：元</span>
        </div>
        <div className="sheet-side">
          <Side
            title="账面余额"
            balance={sheet.book}
            plus={{ title: "加：银行已收、账面未记", rows: sheet.bankCredits }}
            minus={{ title: "减：银行已付、账面未记", rows: sheet.bankDebits }}
            adjusted={sheet.adjustedBook}
          />
          <Side
            title="对账单余额"
            balance={sheet.statement}
            plus={{ title: "加：账面已收、银行未收", rows: sheet.bookDebits }}
            minus={{ title: "减：账面已付、银行未付", rows: sheet.bookCredits }}
            adjusted={sheet.adjustedStatement}
          />
        </div>
        <Signs sheet={sheet} />
      </Surface>
    </>
  );
}

type Part = { title: string; rows: Sheet["bankCredits"] };
type SideProps = { title: string; balance: string; plus: Part; minus: Part; adjusted: string };

const Side = ({ title, balance, plus, minus, adjusted }: SideProps) => (
  <table aria-label={title}>
    <tbody>
      <Row words={title} yuan={balance} />
      {[plus, minus].map((part) => (
        <PartRows key={part.title} part={part} />
      ))}
    </tbody>
    <tfoot>
      <Row words="调节后余额" yuan={adjusted} />
    </tfoot>
  </table>
);

const PartRows = ({ part }: { part: Part }) => (
  <>
    <Row words={part.title} yuan={part.rows.length === 0 ? "0.00" : undefined} />
    {part.rows.map((row) => (
      <Row key={row.serial} words={`　${row.on} ${row.name || row.memo}`} yuan={row.amount} />
    ))}
  </>
);

const Row = ({ words, yuan }: { words: string; yuan: string | undefined }) => (
  <tr>
    <td>{words}</td>
    <td className="right">{yuan !== undefined && <MoneyText yuan={yuan} />}</td>
  </tr>
);

function Signs({ sheet }: { sheet: Sheet }) {
  const today = useToday();
  const sign = (who: Sheet["prepared"]) =>
    who ? `${who.by}（${sayInstant(who.at, today)}）` : <span className="sheet-unsigned">还没有签</span>;
  return (
    <p className="sheet-signs">
      <span>编制：{sign(sheet.prepared)}</span>
      <span>复核：{sign(sheet.checked)}</span>
    </p>
  );
}
