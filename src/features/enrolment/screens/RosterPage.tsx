import { type PlainDate, sayFullDay, yearOf } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { StackedBar } from "#ui/bars.tsx";
import { confirm } from "#ui/Dialog.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { setQuery, useParam, useQueryState } from "#ui/router.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { LineTable } from "./LineTable.tsx";
import { RosterCertificates } from "./RosterCertificates.tsx";
import { RosterNextStep } from "./RosterNextStep.tsx";
import { SendCorrections } from "./SendCorrections.tsx";
import { UploadRoster } from "./UploadRoster.tsx";
import { labelWords, monthWords, type Page as Roster } from "./words.ts";

/** A roster: its file to be uploaded, or its answer with every line, reason and remedy. */
export function RosterPage() {
  const batchId = useParam("batchId");
  const found = useGet<Roster>(`/api/rosters/${batchId}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(page) => <Content key={page.id} page={page} />}
    </Loaded>
  );
}

function Content({ page }: { page: Roster }) {
  const [job] = useQueryState("job");
  const [upload] = useQueryState("upload");
  const isUploading =
    page.allowed.includes("upload") && (page.state === "draft" || upload !== "" || job !== "");
  return (
    <Page>
      <PageTitle
        title={titleOf(page)}
        subtitle={<Subtitle page={page} />}
        crumb={`${yearOf(page.coverFrom)}年${Number(page.coverFrom.slice(5, 7))}月起保障`}
      >
        {page.state !== "draft" && !isUploading && <Tools page={page} />}
      </PageTitle>
      {isUploading ? (
        <Surface>
          <UploadRoster
            page={page}
            title={
              page.state === "draft"
                ? `上传${monthWords(page.settlementMonth)}结算的名册`
                : "重新上传整份名册"
            }
          />
          {page.state !== "draft" && (
            <p>
              <Button kind="plain" onClick={() => setQuery({ upload: "", job: "", same: "" })}>
                不换了，回到现在的名册
              </Button>
            </p>
          )}
        </Surface>
      ) : (
        page.state !== "draft" && <Answer page={page} />
      )}
    </Page>
  );
}

function Answer({ page }: { page: Roster }) {
  const [corrections] = useQueryState("corrections");
  const undecided = page.counts.review;
  return (
    <>
      <StackedBar
        thin
        label={`${page.confirmable}人受理，${undecided}人待审核，${page.rejected}行退回`}
        parts={[
          { key: "good", size: page.confirmable, look: "good" },
          { key: "wait", size: undecided, look: "wait" },
          { key: "bad", size: page.rejected + page.denied, look: "bad" },
        ]}
      />
      <FigureRow
        figures={[
          { label: "名册共", value: page.rows, unit: "行" },
          {
            label: page.approved > 0 ? `已受理（含审核通过${page.approved}人）` : "已受理",
            value: page.confirmable,
            unit: "人",
            tone: "good",
          },
          { label: "待市总工会审核", value: undecided, unit: "人", tone: "wait" },
          { label: "退回改正", value: page.rejected, unit: "行", tone: "bad" },
        ]}
      >
        <RosterNextStep page={page} />
      </FigureRow>
      {corrections !== "" && page.allowed.includes("correct") && <SendCorrections page={page} />}
      {page.state === "confirmed" && <RosterCertificates batchId={page.id} />}
      <Surface flush>
        <LineTable page={page} />
      </Surface>
    </>
  );
}

function Tools({ page }: { page: Roster }) {
  const withdraw = useAction("POST", `/api/rosters/${page.id}/withdrawal`, {
    refreshes: ["/api/rosters", "/api/counts"],
  });
  const ask = async () => {
    const isYes = await confirm({
      title: `撤回${page.organisationName}的这份名册？`,
      lines: [
        page.state === "confirmed"
          ? `已确认的${page.confirmed}人不再参加，可以另报名册。`
          : "读过的行不再处理，可以另报名册。",
        "撤回以后不能恢复。",
      ],
      yes: "撤回名册",
      danger: true,
    });
    if (isYes) withdraw.run({});
  };
  return (
    <>
      {page.allowed.includes("download") && (
        <ButtonLink to={`/api/rosters/${page.id}/answer.xlsx`} download>
          下载原表（含原因列）
        </ButtonLink>
      )}
      {page.allowed.includes("correct") && page.counts.toHandle > 0 && (
        <Button onClick={() => setQuery({ corrections: "1" })}>只补交改正的行</Button>
      )}
      {page.allowed.includes("correct") && (
        <Button kind="plain" onClick={() => setQuery({ upload: "1" })}>
          重新上传
        </Button>
      )}
      {page.allowed.includes("withdraw") && (
        <Button kind="plain" busy={withdraw.busy} onClick={() => void ask()}>
          撤回名册
        </Button>
      )}
      {withdraw.problem && <span className="bad">{withdraw.problem.title}</span>}
    </>
  );
}

function titleOf(page: Roster): string {
  const { state, confirmable, counts, confirmed } = page;
  if (state === "draft") return `还没有上传${monthWords(page.settlementMonth)}的名册`;
  if (state === "confirmed") return `名册已确认：${sayCount(confirmed)}人参加`;
  if (state === "withdrawn") return "名册已撤回";
  if (counts.toHandle > 0)
    return `名册已读完：${sayCount(confirmable)}人受理，${sayCount(counts.toHandle)}行需要处理`;
  return `名册已读完：${sayCount(confirmable)}人受理，没有需要处理的行`;
}

const sayPeriod = ({ from, through, stateName }: NonNullable<Roster["cover"]>): string =>
  `保障${sayFullDay(from as PlainDate)}–${sayFullDay(through as PlainDate)}（${stateName}）`;

function Subtitle({ page }: { page: Roster }) {
  const today = useToday();
  const { file } = page;
  const parts = [
    page.organisationName,
    ...(page.label ? [labelWords[page.label]] : []),
    ...(file
      ? [
          file.name,
          ...(file.sheet ? [`工作表“${file.sheet}”`] : []),
          `第${file.headerLine}行为表头`,
          `${sayInstant(file.arrivedAt, today)}上传，用时${(file.tookMs / 1000).toFixed(1)}秒`,
          ...(file.ignoredColumns.length > 0
            ? [`没有用到的列：${file.ignoredColumns.slice(0, 6).join("、")}`]
            : []),
        ]
      : [page.planName]),
    page.cover ? sayPeriod(page.cover) : `保障从${sayFullDay(page.coverFrom as PlainDate)}开始`,
  ];
  return <>{parts.join(" · ")}</>;
}
