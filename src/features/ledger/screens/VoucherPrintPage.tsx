import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import type { VoucherSheets } from "../contract.ts";
import { VoucherPaper } from "./VoucherPaper.tsx";

type Sheets = z.output<typeof VoucherSheets>;
const atOnce = 100;

/** The vouchers of a month as they are printed and bound: a hundred at a time, never one cut over two pages. */
export function VoucherPrintPage() {
  const month = useParam("month");
  const [from] = useQueryState("from", "1");
  const sheets = useGet<Sheets>(`/api/ledger/months/${month}/voucher-sheets`, { from, limit: atOnce });
  return (
    <Page>
      <Loaded from={sheets}>{(data) => <Sheets sheets={data} from={Number(from)} />}</Loaded>
    </Page>
  );
}

function Sheets({ sheets, from }: { sheets: Sheets; from: number }) {
  const { month, total, rows } = sheets;
  const path = `/ledger/months/${month}/print`;
  const last = from + rows.length - 1;
  return (
    <>
      <PageTitle
        title={
          rows.length === 0 ? `${month}没有凭证` : `${month}凭证第${from}–${last}号，共${sayCount(total)}张`
        }
        subtitle="一页印两三张，一张凭证不会分在两页上"
        crumb={`打印${month}凭证`}
      >
        {from > 1 && <ButtonLink to={`${path}?from=${Math.max(from - atOnce, 1)}`}>前{atOnce}张</ButtonLink>}
        {last < total && <ButtonLink to={`${path}?from=${last + 1}`}>后{atOnce}张</ButtonLink>}
        {rows.length > 0 && (
          <Button kind="primary" onClick={() => print()}>
            打印这{sayCount(rows.length)}张
          </Button>
        )}
      </PageTitle>
      {rows.length === 0 && <Empty title="没有要印的凭证" />}
      {rows.length > 0 && (
        <Surface>
          {rows.map((voucher) => (
            <VoucherPaper key={voucher.id} voucher={voucher} />
          ))}
        </Surface>
      )}
    </>
  );
}
