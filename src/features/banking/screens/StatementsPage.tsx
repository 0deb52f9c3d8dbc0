import type { z } from "zod";
import { address, refresh, useGet, useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Done, Empty, Note } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { DateText, MoneyText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterSelect } from "#ui/table/filters.tsx";
import { type UploadState, useUpload } from "#ui/upload.ts";
import type { BankSettings, ImportReply, StatementList } from "../contract.ts";
import { bankingTexts } from "../text.ts";

type Imported = z.output<typeof ImportReply>;
type Statement = z.output<typeof StatementList>["rows"][number];

const columns: readonly Column<Statement>[] = [
  { key: "file", title: "文件", phone: "title", cell: (row) => row.fileName },
  { key: "format", title: "格式", width: 200, low: true, cell: (row) => row.format },
  {
    key: "days",
    title: "日期",
    width: 200,
    tight: true,
    phone: "second",
    cell: (row) => `${row.from} – ${row.until}`,
  },
  {
    key: "lines",
    title: "笔数",
    width: 110,
    right: true,
    phone: "figure",
    cell: (row) =>
      row.newLines === row.lines ? sayCount(row.lines) : `${sayCount(row.newLines)} / ${sayCount(row.lines)}`,
  },
  {
    key: "opening",
    title: "期初（元）",
    width: 130,
    right: true,
    cell: (row) => <MoneyText yuan={row.opening} />,
  },
  {
    key: "closing",
    title: "期末（元）",
    width: 130,
    right: true,
    cell: (row) => <MoneyText yuan={row.closing} />,
  },
  { key: "by", title: "导入人", width: 110, low: true, cell: (row) => row.importedBy },
  {
    key: "at",
    title: "导入时间",
    width: 130,
    tight: true,
    cell: (row) => <DateText day={row.importedAt} as="instant" />,
  },
];

/** Takes a statement in, and lists what was taken in before. */
export function StatementsPage() {
  const list = useListing<Statement>("/api/bank/statements");
  const settings = useGet<z.output<typeof BankSettings>>("/api/bank/settings");
  const accounts = settings.data?.accounts ?? [];
  const [accountId] = useQueryState("account");
  const upload = useUpload<Imported>(
    address("/api/bank/statements", { accountId }),
    () => void refresh("/api/"),
  );
  const may = useMay();
  return (
    <Page>
      <PageTitle
        title={list.total === 0 ? "导入专用账户的对账单" : `已导入${sayCount(list.total)}份对账单`}
        subtitle="按流水号识别，重复的行不会再记；余额不连续的不导入"
      >
        <ButtonLink to="/bank">回到银行来款</ButtonLink>
      </PageTitle>
      {may("banking.import") && (
        <Surface>
          {upload.state.at === "done" ? (
            <Answer reply={upload.state.reply} again={upload.reset} />
          ) : (
            <UploadArea
              title="导入对账单"
              accepts="从网上银行导出的 Excel 表、CSV 或 camt.053，最大20MB，列的顺序不限"
              extensions=".xlsx,.xls,.csv,.txt,.xml"
              maxBytes={20 * 1024 * 1024}
              state={upload.state}
              onFile={upload.start}
              onCancel={upload.cancel}
            >
              {accounts.length > 1 && (
                <FilterSelect
                  name="account"
                  label="哪个账户"
                  options={[
                    { value: "", label: "按文件里的账号" },
                    ...accounts.map((each) => ({ value: each.id, label: each.shown })),
                  ]}
                />
              )}
            </UploadArea>
          )}
          <Rows state={upload.state} />
        </Surface>
      )}
      <Surface flush title="导入过的对账单">
        <DataTable
          label="对账单"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.fileName }}
          empty={<Empty title="还没有导入过对账单">第一份的期初余额会作为账簿的期初余额。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function Answer({ reply, again }: { reply: Imported; again: () => void }) {
  const next = (
    <>
      <ButtonLink kind="primary" to={reply.toDecide > 0 ? "/bank?state=to_decide" : "/bank"}>
        {reply.toDecide > 0 ? `核对需要决定的${sayCount(reply.toDecide)}笔` : "看核对结果"}
      </ButtonLink>
      <button type="button" className="link" onClick={again}>
        再导入一份
      </button>
    </>
  );
  if (reply.isKnownFile)
    return (
      <Done title="这份已经导入过" actions={next}>
        没有重复记账。
      </Done>
    );
  const overlap = reply.lines - reply.newLines;
  return (
    <Done title={`已导入${sayCount(reply.newLines)}笔，${sayCount(reply.matched)}笔自动核对`} actions={next}>
      {overlap > 0 && <p>另有{sayCount(overlap)}笔以前导入过，没有重复记。</p>}
      <p>
        {sayCount(reply.toDecide)}笔需要决定，{sayCount(reply.waiting)}笔等待补足。
      </p>
    </Done>
  );
}

/** Every row that is wrong, where there are more than the one the refusal is about. */
function Rows({ state }: { state: UploadState<Imported> }) {
  if (state.at !== "failed") return null;
  const { rows, codes } = state.problem.facts as { rows?: readonly string[]; codes?: readonly string[] };
  if (!rows || !codes || rows.length < 2) return null;
  return (
    <Note title={`一共${sayCount(rows.length)}处`}>
      {rows.slice(0, 50).map((row, i) => (
        <p key={`${row} ${codes[i]}`}>
          第{row}行：{bankingTexts[codes[i] ?? ""]?.({ row }).title.replace("，没有导入", "")}
        </p>
      ))}
    </Note>
  );
}
