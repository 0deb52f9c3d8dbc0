import { useEffect, useState } from "react";
import type { z } from "zod";
import { refresh, request, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { dropPhoto, keepPhoto, photosOf, useDraft } from "#ui/phone/drafts.ts";
import { useOnline } from "#ui/phone/online.ts";
import { asProblem, type ProblemError } from "#ui/problem.ts";
import { navigate, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import { TakePhoto } from "#ui/TakePhoto.tsx";
import { sendFile } from "#ui/upload.ts";
import type { InspectionView } from "../contract.ts";
import { checkNames, type Mark, marks } from "../rules/template.ts";
import { markNames } from "../text.ts";
import "./visit.css";

type Inspection = z.output<typeof InspectionView>;
type Answer = { readonly mark?: Mark; readonly note: string; readonly finding: string };
type Visit = {
  readonly visitId: string;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly isSent: boolean;
};

const blank: Answer = { note: "", finding: "" };
/** ☆ How many days a unit has to put right what was found. */
const rectifyDays = 15;

/** A visit on the phone: kept as it is filled in, sent once there is a network, the photographs after it. */
export function VisitPage() {
  const found = useGet<Inspection>(`/api/inspections/${useParam("inspectionId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(inspection) => <Visiting inspection={inspection} />}
    </Loaded>
  );
}

function Visiting({ inspection }: { inspection: Inspection }) {
  const key = `inspection ${inspection.id}`;
  const draft = useDraft<Visit>(key, { visitId: crypto.randomUUID(), answers: {}, isSent: false });
  const online = useOnline();
  const today = useToday();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [busy, setBusy] = useState(false);
  const { value, change, ready, drop } = draft;
  const answerOf = (code: string): Answer => value.answers[code] ?? blank;
  const left = inspection.items.filter(({ code }) => !answerOf(code).mark).length;

  const send = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    change({ isSent: true });
    try {
      await request("POST", `/api/inspections/${inspection.id}/visit`, { body: sentOf(value, today) });
      for (const [slot, photo] of await photosOf(key)) {
        await sendFile(`/api/inspections/${inspection.id}/photos?slot=${slot}`, photo, {
          key: `${value.visitId} ${slot}`,
          onProgress: () => undefined,
        }).reply;
        await dropPhoto(key, slot);
      }
      await drop();
      await refresh("/api/inspections", "/api/duties", "/api/counts");
      navigate(`/inspections/${inspection.id}`);
    } catch (thrown) {
      const said = asProblem(thrown);
      if (navigator.onLine) change({ isSent: false });
      setProblem(said);
    } finally {
      setBusy(false);
    }
  };

  // Wanted to be sent while there was no network: sent as soon as there is one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the network's return sends by itself.
  useEffect(() => {
    if (ready && online && value.isSent) void send();
  }, [ready, online]);

  return (
    <Page>
      <PageTitle
        title={`检查${inspection.unit}`}
        subtitle="边查边存在手机里，没有网络也能填；有网络时交上去。"
        crumb={inspection.unit}
      />
      {!online && (
        <Note title={value.isSent ? "已存在手机里，有网络后自动交" : "现在没有网络"}>
          填的内容都在，不会丢。
        </Note>
      )}
      {([1, 2, 3, 4, 5] as const).map((check) => (
        <Surface key={check} title={`${"一二三四五"[check - 1]}查${checkNames[check]}`}>
          {inspection.items
            .filter((item) => item.check === check)
            .map((item) => (
              <ItemForm
                key={item.code}
                item={item}
                answer={answerOf(item.code)}
                set={(part) =>
                  change({ answers: { ...value.answers, [item.code]: { ...answerOf(item.code), ...part } } })
                }
                onPhoto={(photo) => void keepPhoto(key, item.code, photo)}
              />
            ))}
        </Surface>
      ))}
      <ProblemNote problem={problem} />
      <div>
        <Button
          kind="primary"
          busy={busy}
          why={left > 0 ? `还有${left}项没有查` : undefined}
          onClick={() => void send()}
        >
          交检查结果
        </Button>
      </div>
    </Page>
  );
}

const sentOf = ({ visitId, answers }: Visit, visitedOn: string) => ({
  visitId,
  visitedOn,
  answers: Object.fromEntries(
    Object.entries(answers).map(([code, { mark, note }]) => [code, { mark, note }]),
  ),
  findings: Object.entries(answers)
    .filter(([, { mark, finding }]) => mark !== "pass" && finding.trim() !== "")
    .map(([item, { finding }]) => ({ item, words: finding, days: rectifyDays })),
});

type FormProps = {
  item: Inspection["items"][number];
  answer: Answer;
  set: (part: Partial<Answer>) => void;
  onPhoto: (photo: File) => void;
};

function ItemForm({ item, answer, set, onPhoto }: FormProps) {
  const [hasPhoto, setPhoto] = useState(false);
  return (
    <fieldset className="visit-item">
      <legend className="strong">
        {item.text}（{item.points}分）
      </legend>
      {item.told && <p className="secondary">系统记录：{item.told.words}</p>}
      <div className="row">
        {marks.map((mark) => (
          <label key={mark} className="visit-mark">
            <input
              type="radio"
              name={item.code}
              checked={answer.mark === mark}
              onChange={() => set({ mark })}
            />
            {markNames[mark]}
          </label>
        ))}
        <TakePhoto
          onPhoto={(photo) => {
            onPhoto(photo);
            setPhoto(true);
          }}
        >
          {hasPhoto ? "已拍照" : "拍照"}
        </TakePhoto>
      </div>
      {answer.mark && answer.mark !== "pass" && (
        <label className="stack">
          <span>问题{answer.mark === "part" && "（可以不写）"}</span>
          <textarea
            rows={2}
            value={answer.finding}
            onChange={(event) => set({ finding: event.target.value })}
          />
          <span className="secondary">写了就是整改事项，{rectifyDays}天内改好</span>
        </label>
      )}
    </fieldset>
  );
}
