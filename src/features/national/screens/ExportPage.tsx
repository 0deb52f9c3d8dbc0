import type { z } from "zod";
import { refresh, useGet, useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam, useQueryState } from "#ui/router.tsx";
import { Done, Empty, Loaded, PageBones } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { useUpload } from "#ui/upload.ts";
import type { ExportView, ResultReply } from "../contract.ts";
import { itemStates, kindNames } from "../text.ts";
import { type Item, itemColumns } from "./items.tsx";

type Sent = z.output<typeof ExportView>;
type Taken = z.output<typeof ResultReply>;

/** A file that was sent: take it, bring back what became of it, and see each line. */
export function ExportPage() {
  const sent = useGet<Sent>(`/api/national-exports/${useParam("exportId")}`);
  return (
    <Loaded from={sent} bones={<PageBones />}>
      {(shown) => <One sent={shown} />}
    </Loaded>
  );
}

function One({ sent }: { sent: Sent }) {
  const today = useToday();
  const may = useMay();
  const waiting = sent.states.find(({ state }) => state === "sent")?.lines ?? 0;
  return (
    <Page>
      <PageTitle
        title={titleOf(sent, waiting)}
        crumb={sent.number}
        subtitle={`${sent.number}，${sent.madeBy}${sayInstant(sent.madeAt, today)}导出，合计${sayMoney(sent.amount)}元`}
      >
        {may("national.exchange") && (
          <ButtonLink download to={`/api/national-exports/${sent.id}/file`}>
            下载文件
          </ButtonLink>
        )}
      </PageTitle>
      {may("national.exchange") && <Result exportId={sent.id} />}
      <Items sent={sent} />
    </Page>
  );
}

function titleOf({ kind, lines, differences }: Sent, waiting: number): string {
  const what = `${kindNames[kind]}${sayCount(lines)}行`;
  if (differences > 0) return `${what}，${sayCount(differences)}处差异要处理`;
  return waiting > 0 ? `${what}，${sayCount(waiting)}行等回复` : `${what}，都有回复`;
}

function Result({ exportId }: { exportId: string }) {
  const upload = useUpload<Taken>(
    `/api/national-exports/${exportId}/result`,
    () => void refresh("/api/national"),
  );
  const { state } = upload;
  if (state.at === "done") {
    const { accepted, paid, refused, failed, differs, known } = state.reply;
    const counts: readonly (readonly [string, number])[] = [
      ["接受", accepted],
      ["已付", paid],
      ["退回", refused],
      ["未付成", failed],
      ["金额不同", differs],
    ];
    return (
      <Surface>
        <Done
          title={
            counts
              .filter(([, count]) => count > 0)
              .map(([word, count]) => `${word}${sayCount(count)}行`)
              .join("，") || "没有新的结果"
          }
          actions={
            <button type="button" className="link" onClick={upload.reset}>
              再读一份
            </button>
          }
        >
          {known > 0 && <p>另有{sayCount(known)}行以前读过，没有重复登记。</p>}
        </Done>
      </Surface>
    );
  }
  return (
    <Surface>
      <UploadArea
        title="读回结果"
        accepts="数智化系统给的结果，CSV 或 Excel 表，最大20MB；编号、行数、合计全部对上才读入"
        extensions=".csv,.xlsx,.xls,.txt"
        maxBytes={20 * 1024 * 1024}
        state={state}
        onFile={upload.start}
        onCancel={upload.cancel}
      />
    </Surface>
  );
}

function Items({ sent }: { sent: Sent }) {
  const [state] = useQueryState("state");
  const list = useListing<Item>(`/api/national-exports/${sent.id}/items`, { state });
  return (
    <Surface flush title="每一行">
      <DataTable
        label="行"
        unit="行"
        from={list}
        columns={itemColumns}
        rowKey={(row) => row.id}
        empty={<Empty title="没有这样的行" />}
        tools={
          <FilterChips
            name="state"
            label="情况"
            options={[
              { value: "", label: "全部", count: sent.lines },
              ...sent.states.map((each) => ({
                value: each.state,
                label: itemStates[each.state],
                count: each.lines,
              })),
            ]}
          />
        }
      />
    </Surface>
  );
}
