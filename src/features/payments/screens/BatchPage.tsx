import { useGet, useListing } from "#ui/api.ts";
import { Facts, FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import { DataTable } from "#ui/table/DataTable.tsx";
import { BatchActions } from "./BatchActions.tsx";
import { ResultUpload } from "./ResultUpload.tsx";
import {
  type BatchDetail,
  BatchTag,
  type Payment,
  type Payments,
  paymentColumns,
  sayHash,
} from "./words.tsx";

/** One batch: what it comes to, in what it is unlike earlier ones, what the bank said, and its payments. */
export function BatchPage() {
  const page = useGet<BatchDetail>(`/api/payment-batches/${useParam("batchId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(data) => <BatchBody page={data} />}
    </Loaded>
  );
}

function BatchBody({ page }: { page: BatchDetail }) {
  const { batch } = page;
  const today = useToday();
  const payments = useListing<Payment, Payments>("/api/payments", { state: "all", batchId: batch.id });
  return (
    <Page>
      <PageTitle
        title={titleOf(page)}
        subtitle={`${batch.number} · ${batch.layout} · ${batch.madeBy}，${sayInstant(batch.madeAt, today)}编批`}
        crumb={batch.number}
      >
        <BatchTag batch={batch} />
        <BatchActions page={page} />
      </PageTitle>
      {batch.withdrawnReason && (
        <Note title={`${batch.withdrawnBy ?? ""}撤回：${batch.withdrawnReason}`}>
          里面的付款已回到待编批。
        </Note>
      )}
      <FigureRow
        figures={[
          { label: "笔数", value: batch.payments, unit: "笔" },
          { label: "金额", value: sayMoney(batch.amount), unit: "元" },
          { label: `${batch.fundName}现有`, value: sayMoney(batch.fundBalance), unit: "元" },
        ]}
      />
      <div className="columns">
        <Differences page={page} />
        <Surface title="核对">
          <Facts
            rows={[
              ["校验码", <span key="hash">{sayHash(batch.hash)}</span>],
              ["付款账户", batch.payer],
              ["放行", batch.releasedBy ? `${batch.releasedBy}，${batch.releasedOn}` : "还没有放行"],
              ["对账单上已扣", <MoneyText key="debited" yuan={batch.debited} unit />],
              ...page.results.map(
                (result, i) =>
                  [
                    `银行结果${page.results.length > 1 ? i + 1 : ""}`,
                    `付成${sayCount(result.paid)}笔，失败${sayCount(result.failed)}笔；${result.by}，${sayInstant(result.at, today)}读入`,
                  ] as const,
              ),
            ]}
          />
        </Surface>
      </div>
      {page.allowed.includes("result") && <ResultUpload batchId={batch.id} />}
      <Surface title="付款" note="单位：元" flush>
        <DataTable
          label="付款"
          unit="笔"
          from={payments}
          columns={paymentColumns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/payments/${row.id}`)}
          totals={payments.first && { amount: <MoneyText yuan={payments.first.amount} /> }}
          empty={<Empty title="这一批里没有付款">撤回的批次，付款已回到待编批。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function titleOf({ batch }: BatchDetail): string {
  const sums = `${sayCount(batch.payments)}笔，共${sayMoney(batch.amount)}元`;
  if (batch.state === "made") return `等待放行：${sums}`;
  if (batch.state === "withdrawn") return `已撤回：${sums}`;
  const open = batch.payments - batch.paid - batch.failed;
  if (open === batch.payments) return `已放行，等银行结果：${sums}`;
  const failed = batch.failed > 0 ? `，${sayCount(batch.failed)}笔没付成` : "";
  const left = open > 0 ? `，${sayCount(open)}笔还没有结果` : "";
  return `付成${sayCount(batch.paid)}笔${failed}${left}`;
}

/** In what it is unlike what was paid before: worth a look before it goes out. */
function Differences({ page }: { page: BatchDetail }) {
  const { last, differences } = page;
  return (
    <Surface title="和以前比">
      {last ? (
        <p>
          上一批{last.number}：{sayCount(last.payments)}笔，
          <MoneyText yuan={last.amount} unit />，<DateText day={last.on} as="sentence" />
          放行。
        </p>
      ) : (
        <p>这是这项资金的第一批。</p>
      )}
      {differences.length === 0 && last && <p>收款账号都收过款，没有特别大的。</p>}
      <ul>
        {differences.map(({ code, said, numbers }) => (
          <li key={code}>
            {said}
            {numbers.length <= 3 && <span className="quiet">：{numbers.join("、")}</span>}
          </li>
        ))}
      </ul>
    </Surface>
  );
}
