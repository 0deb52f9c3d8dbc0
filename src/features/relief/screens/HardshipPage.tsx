import type { z } from "zod";
import { refresh, useListing } from "#ui/api.ts";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Done, Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { useUpload } from "#ui/upload.ts";
import type { HardshipRow, ListReply, HardshipList as Shape } from "../contract.ts";
import { categoryNames } from "../text.ts";

type Row = z.output<typeof HardshipRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "职工", width: 120, phone: "title", cell: (row) => row.name },
  { key: "unit", title: "单位", phone: "second", cell: (row) => row.unit },
  { key: "category", title: "类别", width: 130, phone: "state", cell: (row) => categoryNames[row.category] },
  { key: "list", title: "名单", width: 260, low: true, cell: (row) => row.list },
  {
    key: "helped",
    title: "上次救助",
    width: 120,
    cell: (row) => (row.helpedOn ? <DateText day={row.helpedOn} /> : "还没有"),
  },
];

/** 困难名单: civil affairs' list against those who agreed to be looked for. */
export function HardshipPage() {
  const list = useListing<Row, Reply>("/api/relief/hardship");
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first && (first.total > 0 ? `名单上有${sayCount(first.total)}位我们的职工` : "还没有核对过名单")
        }
        subtitle="只找本人同意过核对的；没有同意的只计数，不留任何记录。"
      />
      <TakeList />
      <Surface flush>
        <DataTable
          label="困难职工"
          unit="位"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/relief/people/${row.personId}`)}
          empty={<Empty title="没有核对到职工">上传民政部门的名单，要有姓名和证件号码两栏。</Empty>}
        />
      </Surface>
      {first && first.lists.length > 0 && (
        <Surface title="核对过的名单">
          <Facts
            rows={first.lists.map((each) => [
              each.title,
              `${each.receivedOn}，${each.by}核对：共${sayCount(each.lines)}人，核对到${sayCount(each.matched)}人，没有同意核对的${sayCount(each.withoutConsent)}人，不是我们的职工${sayCount(each.unknown)}人`,
            ])}
          />
        </Surface>
      )}
    </Page>
  );
}

function TakeList() {
  const upload = useUpload<z.output<typeof ListReply>>(
    "/api/relief/hardship",
    () => void refresh("/api/relief"),
  );
  const { state } = upload;
  return (
    <Surface title="核对一份名单">
      {state.at === "done" ? (
        <Done title={`核对到${sayCount(state.reply.matched)}人`}>
          <p>
            共{sayCount(state.reply.lines)}人；没有同意核对的{sayCount(state.reply.withoutConsent)}
            人，不是我们的职工
            {sayCount(state.reply.unknown)}人。
          </p>
        </Done>
      ) : (
        <UploadArea
          title="上传困难名单"
          accepts="民政部门给的表，要有“姓名”“证件号码”两栏，“类别”可有可无，最大20MB"
          extensions=".xlsx,.xls,.csv"
          maxBytes={20 * 1024 * 1024}
          state={state}
          onFile={upload.start}
          onCancel={upload.cancel}
        />
      )}
      {state.at === "failed" && <ProblemNote problem={state.problem} />}
    </Surface>
  );
}
