import { useEffect, useRef } from "react";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { MaskedText } from "#ui/MaskedText.tsx";
import { Course, Facts, Surface } from "#ui/page.tsx";
import { Note } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import { rosterChanged } from "./changed.ts";
import { EvidenceUpload } from "./EvidenceUpload.tsx";
import { evidenceChoices, evidenceWords, type Review } from "./words.ts";

type Props = { review: Review; mayDecide: boolean; next: () => void };

/** One line to be decided: what is known, the papers, what was done before, and the decision with its keys. */
export function ReviewDesk({ review, mayDecide, next }: Props) {
  const path = `/api/rosters/${review.batchId}/lines/${review.lineId}`;
  return (
    <Surface title={`${review.organisationName} 第${review.line}行 ${review.name}`}>
      <div className="review-desk">
        <Note tone="wait" title={review.title}>
          {review.reason}
          {review.remedy}
        </Note>
        <Facts
          rows={[
            [
              "身份证号",
              <MaskedText
                key="number"
                masked={review.idNumber}
                reveal={mayDecide ? `${path}/unmasking` : undefined}
              />,
            ],
            ["性别", review.sex === "male" ? "男" : review.sex === "female" ? "女" : "–"],
            ["岗位类别", review.post ?? "没有填"],
            ["保障开始", sayFullDay(review.coverFrom as PlainDate)],
          ]}
        />
        <Papers review={review} />
        {mayDecide && !review.decision && (
          <details>
            <summary>补传材料</summary>
            <EvidenceUpload path={`${path}/review-evidence`} batchId={review.batchId} papers={0} />
          </details>
        )}
        <Steps review={review} />
        {mayDecide &&
          (review.decision ? (
            <TakeBack review={review} path={path} />
          ) : (
            <Decision review={review} path={path} next={next} />
          ))}
      </div>
    </Surface>
  );
}

function Papers({ review }: { review: Review }) {
  const today = useToday();
  if (review.evidence.length === 0)
    return <p className="secondary">单位还没有上传证明。可以电话核实后写明依据，或在下面补传。</p>;
  return (
    <ul className="review-papers">
      {review.evidence.map(({ id, kind, type, arrivedAt }) => (
        <li key={id}>
          <a className="link" href={`/api/evidence/${id}`} target="_blank" rel="noreferrer">
            {evidenceWords[kind]}
          </a>
          <span className="secondary">
            {type === "application/pdf" ? "PDF" : "图片"}，{sayInstant(arrivedAt, today)}上传
          </span>
        </li>
      ))}
    </ul>
  );
}

const stepWords = {
  approved: "通过",
  denied: "不通过",
  taken_back: "撤回决定",
  asked_province: "请示省办",
  province_answered: "省办答复",
} as const;

function Steps({ review }: { review: Review }) {
  const today = useToday();
  if (review.steps.length === 0) return null;
  return (
    <Course
      happenings={review.steps.map(({ step, note, at, by, archiveBornOn }) => ({
        key: at,
        when: sayInstant(at, today),
        what: `${by}${stepWords[step]}${note && `：${note}`}${archiveBornOn ? `（档案出生日期${archiveBornOn}）` : ""}`,
      }))}
    />
  );
}

type DecisionProps = { review: Review; path: string; next: () => void };
type Words = { note: string; evidenceKind: string; archiveBornOn: string };

function Decision({ review, path, next }: DecisionProps) {
  const initial: Words = {
    note: review.evidence.length > 0 ? evidenceWords[review.evidence[0]?.kind ?? "other"] : "",
    evidenceKind: review.evidence[0]?.kind ?? "",
    archiveBornOn: "",
  };
  const form = useForm<Words>({
    initial,
    check: ({ note }) => (note.trim() ? {} : { note: "请写明依据。" }),
  });
  const takeBack = useAction("DELETE", `${path}/review`, {
    onDone: () => void rosterChanged(review.batchId),
  });
  const decide = useAction<unknown, object>("POST", `${path}/review`, { refreshes: ["/never"] });
  const send = (decision: "approved" | "denied") => {
    if (form.checkAll().length > 0) return;
    const { note, evidenceKind, archiveBornOn } = form.values;
    const request = {
      decision,
      note,
      expectedVersion: review.version,
      ...(evidenceKind && { evidenceKind }),
      ...(archiveBornOn && { archiveBornOn }),
    };
    decide.run(request, () => {
      next();
      void rosterChanged(review.batchId);
      toast(`第${review.line}行${review.name}：${decision === "approved" ? "已通过" : "未通过"}`, () =>
        takeBack.run({}),
      );
    });
  };
  useKeys({ a: () => send("approved"), x: () => send("denied"), j: next });
  return (
    <Form form={form} onSubmit={() => send("approved")} problem={decide.problem}>
      <TextField
        name="note"
        label="依据"
        hint="例如：单位出具的未办理退休证明。会留在记录里。"
        autoComplete="off"
      />
      <SelectField
        name="evidenceKind"
        label="材料种类"
        optional
        options={[{ value: "", label: "没有材料" }, ...evidenceChoices]}
      />
      <DateField name="archiveBornOn" label="档案出生日期" optional hint="身份证与档案不一致时填。" />
      <div className="row review-verbs">
        <Button kind="primary" type="submit" busy={decide.busy} shortcut="A">
          通过
        </Button>
        <Button kind="danger" busy={decide.busy} shortcut="X" onClick={() => send("denied")}>
          不通过
        </Button>
        <Button kind="plain" shortcut="J" onClick={next}>
          先看下一个
        </Button>
      </div>
    </Form>
  );
}

function TakeBack({ review, path }: { review: Review; path: string }) {
  const action = useAction("DELETE", `${path}/review`, { onDone: () => void rosterChanged(review.batchId) });
  return (
    <div className="row">
      <Button busy={action.busy} onClick={() => action.run({})}>
        撤回这个决定
      </Button>
      <span className="secondary">单位确认名册以前可以撤回。</span>
      {action.problem && <span className="bad">{action.problem.title}</span>}
    </div>
  );
}

/** One letter does what a button does, unless somebody types. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest("input, textarea, select, dialog")) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
