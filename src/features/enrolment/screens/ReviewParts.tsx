import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { MaskedText } from "#ui/MaskedText.tsx";
import { Course, Facts } from "#ui/page.tsx";
import { Note } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { evidenceWords, type Review } from "./words.ts";

/** What is known of the line; the number whole only for who may see it. */
export const LineFacts = ({ review, reveal }: { review: Review; reveal?: string | undefined }) => (
  <>
    <Note tone="wait" title={review.title}>
      {review.reason}
      {review.remedy}
    </Note>
    <Facts
      rows={[
        ["身份证号", <MaskedText key="number" masked={review.idNumber} reveal={reveal} />],
        ["性别", review.sex === "male" ? "男" : review.sex === "female" ? "女" : "–"],
        ["岗位类别", review.post ?? "没有填"],
        ["保障开始", sayFullDay(review.coverFrom as PlainDate)],
      ]}
    />
  </>
);

/** The papers that were brought; `to` is where one is opened. */
export function Papers({ review, to }: { review: Review; to: (evidenceId: string) => string }) {
  const today = useToday();
  if (review.evidence.length === 0) return <p className="secondary">单位还没有上传证明。</p>;
  return (
    <ul className="review-papers">
      {review.evidence.map(({ id, kind, type, arrivedAt }) => (
        <li key={id}>
          <a className="link" href={to(id)} target="_blank" rel="noreferrer">
            {type.startsWith("image/") && <img src={to(id)} alt="" />}
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

/** What was done with it so far, by whom. */
export function Steps({ review }: { review: Review }) {
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
