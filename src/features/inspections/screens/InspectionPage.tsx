import { useState } from "react";
import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { InspectionView } from "../contract.ts";
import { checkNames } from "../rules/template.ts";
import { findingNames, howNames, markNames } from "../text.ts";

type Inspection = z.output<typeof InspectionView>;
type Finding = Inspection["findingList"][number];
const tones = { pass: "good", part: "wait", fail: "bad" } as const;

/** One inspection: what was looked at and what records said, what was found and how far it is put right. */
export function InspectionPage() {
  const found = useGet<Inspection>(`/api/inspections/${useParam("inspectionId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(inspection) => <View inspection={inspection} />}
    </Loaded>
  );
}

function View({ inspection }: { inspection: Inspection }) {
  const { score, visitedOn } = inspection;
  return (
    <Page>
      <PageTitle
        title={score === null ? `${inspection.unit}待检查` : `${inspection.unit}检查得${score}分`}
        subtitle={
          <>
            {howNames[inspection.how]} · {visitedOn ? `${inspection.visitedBy}检查于` : "最晚"}
            <DateText day={visitedOn ?? inspection.untilOn} />
          </>
        }
        crumb={inspection.unit}
      >
        {inspection.allowed.includes("visit") && (
          <ButtonLink kind="primary" to={`/inspections/${inspection.id}/visit`}>
            现场检查
          </ButtonLink>
        )}
      </PageTitle>
      {inspection.findingList.length > 0 && <Findings inspection={inspection} />}
      {([1, 2, 3, 4, 5] as const).map((check) => (
        <Surface key={check} title={`${"一二三四五"[check - 1]}查${checkNames[check]}`} flush>
          <Lines>
            {inspection.items
              .filter((item) => item.check === check)
              .map((item) => (
                <Line
                  key={item.code}
                  title={`${item.text}（${item.points}分）`}
                  note={<Told item={item} inspection={inspection} />}
                  action={item.mark && <StatusTag tone={tones[item.mark]}>{markNames[item.mark]}</StatusTag>}
                />
              ))}
          </Lines>
        </Surface>
      ))}
      {inspection.history.length > 0 && (
        <Surface title="这个单位以前的检查" flush>
          <Lines>
            {inspection.history.map((each) => (
              <Line
                key={each.id}
                title={
                  <Link to={`/inspections/${each.id}`}>
                    {each.score === null ? "待检查" : `${each.score}分`}
                  </Link>
                }
                note={each.visitedOn ? <DateText day={each.visitedOn} /> : "还没有去"}
              />
            ))}
          </Lines>
        </Surface>
      )}
    </Page>
  );
}

function Told({ item, inspection }: { item: Inspection["items"][number]; inspection: Inspection }) {
  const photos = inspection.photos.filter(({ slot }) => slot === item.code);
  return (
    <>
      {item.told && <span>系统记录：{item.told.words}。</span>} {item.note}{" "}
      {photos.map(({ id }) => (
        <a key={id} href={`/api/inspections/${inspection.id}/photos/${id}`} target="_blank" rel="noreferrer">
          看照片
        </a>
      ))}
    </>
  );
}

function Findings({ inspection }: { inspection: Inspection }) {
  const [open, setOpen] = useState<{ finding: Finding; what: "rectify" | "recheck" }>();
  return (
    <Surface title="发现的问题" flush>
      <Lines>
        {inspection.findingList.map((finding) => (
          <Line
            key={finding.id}
            title={finding.words}
            note={[
              finding.item,
              finding.rectified && `整改：${finding.rectified}`,
              finding.closed && `复查：${finding.closed}`,
            ]
              .filter(Boolean)
              .join(" · ")}
            action={
              <span className="row">
                {finding.allowed.map((what) => (
                  <Button key={what} kind="primary" onClick={() => setOpen({ finding, what })}>
                    {what === "rectify" ? "报告整改" : "复查"}
                  </Button>
                ))}
                <StatusTag tone={finding.state === "closed" ? "good" : finding.isLate ? "bad" : "wait"}>
                  {findingNames[finding.state]}
                </StatusTag>
              </span>
            }
          />
        ))}
      </Lines>
      {open?.what === "rectify" && <RectifyDialog id={open.finding.id} onClose={() => setOpen(undefined)} />}
      {open?.what === "recheck" && <RecheckDialog id={open.finding.id} onClose={() => setOpen(undefined)} />}
    </Surface>
  );
}

const RectifyDialog = ({ id, onClose }: { id: string; onClose: () => void }) => (
  <FormDialog
    title="报告整改"
    path={`/api/findings/${id}/rectification`}
    initial={{ words: "" }}
    check={({ words }) => ({ words: needed(words, "请写明怎么改的") })}
    yes="报上去"
    onClose={onClose}
  >
    <TextArea name="words" label="怎么改的" />
  </FormDialog>
);

const RecheckDialog = ({ id, onClose }: { id: string; onClose: () => void }) => (
  <FormDialog
    title="复查"
    path={`/api/findings/${id}/recheck`}
    initial={{ isRight: "yes", words: "" }}
    check={({ words }) => ({ words: needed(words, "请写明看到的情况") })}
    body={({ isRight, words }) => ({ isRight: isRight === "yes", words })}
    yes="记下复查结果"
    onClose={onClose}
  >
    <ChoiceField
      name="isRight"
      label="结果"
      options={[
        { value: "yes", label: "改好了" },
        { value: "no", label: "还没有改好，再改" },
      ]}
    />
    <TextArea name="words" label="看到的情况" />
  </FormDialog>
);
