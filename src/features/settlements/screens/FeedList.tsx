import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { JobView } from "#ui/JobView.tsx";
import { jobStarted } from "#ui/jobs.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Done, Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { useUpload } from "#ui/upload.ts";
import type { FeedReply, FeedList as Reply } from "../contract.ts";
import { feedSources, feedStates } from "../text.ts";

type Feed = z.output<typeof Reply>["rows"][number];
type Received = z.output<typeof FeedReply>;

const tones = { received: "plain", taken: "good", refused: "bad" } as const;

const columns: readonly Column<Feed>[] = [
  { key: "number", title: "数据批号", phone: "title", cell: (row) => row.number ?? row.name },
  {
    key: "state",
    title: "情况",
    width: 200,
    phone: "state",
    cell: (row) => (
      <>
        <StatusTag tone={tones[row.state]}>{feedStates[row.state]}</StatusTag>
        {row.problems > 0 && ` ${sayCount(row.problems)}处不对`}
      </>
    ),
  },
  { key: "source", title: "怎么来的", width: 110, cell: (row) => feedSources[row.source] },
  { key: "lines", title: "行数", width: 100, right: true, cell: (row) => sayCount(row.lines) },
  {
    key: "opened",
    title: "算好的申领",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => sayCount(row.opened),
  },
  { key: "by", title: "收件人", width: 130, low: true, cell: (row) => row.receivedBy },
  {
    key: "at",
    title: "时间",
    width: 130,
    tight: true,
    phone: "second",
    cell: (row) => <DateText day={row.receivedAt} as="instant" />,
  },
];

/** What came from the medical-insurance side, the newest first. */
export function FeedList() {
  const list = useListing<Feed>("/api/settlement-feeds");
  const may = useMay();
  return (
    <Page>
      <PageTitle
        title={
          list.first &&
          (list.total === 0 ? "还没有收过医保结算数据" : `收过${sayCount(list.total)}份医保结算数据`)
        }
        subtitle="同意向医保核对的职工，报销后自动算好互助金，本人确认账户就开始办；没有同意的只数行数，不保存"
      >
        <ButtonLink to="/settlements/corrections">医保更正</ButtonLink>
        {may("settlements.source") && <ButtonLink to="/settlements/source">医保接口</ButtonLink>}
      </PageTitle>
      {may("settlements.take") && <Bring />}
      <Surface flush>
        <DataTable
          label="医保结算数据"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/settlements/${row.id}`)}
          empty={<Empty title="还没有收过">可以上传一份，也可以请管理员设定医保接口，每天自动取。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function Bring() {
  const upload = useUpload<Received>("/api/settlement-feeds", jobStarted);
  const { state } = upload;
  if (state.at !== "done")
    return (
      <Surface>
        <UploadArea
          title="上传结算数据"
          accepts="CSV 或 JSON 行，国家接口的字段名，带控制记录，最大50MB；总数或任何一行不对，整份不收"
          extensions=".csv,.jsonl,.ndjson,.json,.txt"
          maxBytes={50 * 1024 * 1024}
          state={state}
          onFile={upload.start}
          onCancel={upload.cancel}
        />
      </Surface>
    );
  const { feedId, isSame, jobId } = state.reply;
  const next = (
    <>
      <ButtonLink kind="primary" to={`/settlements/${feedId}`}>
        看这一份
      </ButtonLink>
      <button type="button" className="link" onClick={upload.reset}>
        再传一份
      </button>
    </>
  );
  return (
    <Surface>
      {isSame || !jobId ? (
        <Done title="这份以前收过" actions={next}>
          没有重复办理。
        </Done>
      ) : (
        <JobView jobId={jobId}>{() => <Done title="读完了" actions={next} />}</JobView>
      )}
    </Surface>
  );
}
