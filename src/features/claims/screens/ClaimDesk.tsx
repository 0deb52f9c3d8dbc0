import { type ReactNode, useEffect, useState } from "react";
import { useGet, useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Course, Page, PageTitle, Surface } from "#ui/page.tsx";
import { setQuery, useQueryState } from "#ui/router.tsx";
import { Bones, Empty, Loaded, ProblemState } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { FilterSelect } from "#ui/table/filters.tsx";
import { channelNames, stateNames } from "../text.ts";
import { DecideBar } from "./DecideBar.tsx";
import { Findings } from "./Findings.tsx";
import { PaperView } from "./PaperView.tsx";
import { Judged, Sheet, Way, Worked } from "./parts.tsx";
import { useKeys } from "./useKeys.ts";
import { type Claim, type List, type Row, sayEventOf, sayLeft } from "./words.ts";
import "./claims.css";

/** The workbench: papers left, one decision right, keys below. After a decision the next claim opens by itself. */
export function ClaimDesk() {
  const [show] = useQueryState("show");
  const [at] = useQueryState("at");
  const seen = useListing<Row, List>("/api/claims", { show: show || "first_review", limit: 1 });
  const stages = seen.first?.reviews ?? [];
  const stage = show || stages[0] || "first_review";
  const list = useListing<Row, List>(stages.length > 0 ? "/api/claims" : null, { show: stage });
  const { rows } = list;
  const current = rows.find(({ id }) => id === at) ?? rows[0];
  const place = current ? rows.indexOf(current) : -1;
  const open = (row: Row | undefined) => setQuery({ at: row?.id ?? "" });
  const next = () => open(rows[place + 1] ?? rows[place - 1]);
  useKeys({ j: next, k: () => open(rows[place - 1] ?? current) });
  const stageSelect = (
    <FilterSelect
      name="show"
      label="队列"
      options={[
        ...stages.map((state) => ({
          value: state,
          label: stateNames[state],
          count: list.first?.counts[state],
        })),
        { value: "mine", label: "我留下的", count: list.first?.mine },
      ]}
    />
  );
  if (!current)
    return (
      <Page>
        <PageTitle title={list.isPending ? undefined : "没有等您审核的申领"} />
        {stageSelect}
        <Surface>
          {list.problem ? (
            <ProblemState problem={list.problem} again={list.again} />
          ) : list.isPending ? (
            <Bones />
          ) : (
            <Empty title="这一步已经审完" actions={<ButtonLink to="/claims">看全部申领</ButtonLink>}>
              单位证明后的申领会出现在这里，先到期的在前。
            </Empty>
          )}
        </Surface>
      </Page>
    );
  return (
    <OneClaim
      key={current.id}
      row={current}
      where={`第${place + 1}件，共${sayCount(list.total)}件`}
      stageSelect={stageSelect}
      next={next}
    />
  );
}

type OneProps = { row: Row; where: string; stageSelect: ReactNode; next: () => void };

function OneClaim({ row, where, stageSelect, next }: OneProps) {
  const claim = useGet<Claim>(`/api/claims/${row.id}`);
  const today = useToday();
  const shown = claim.data;
  return (
    <div className="claim-desk">
      <header className="claim-desk-head">
        <div>
          <PageTitle
            title={`${row.name} · ${row.planName} · ${sayBenefit(row)}`}
            subtitle={[
              row.number,
              row.unitName,
              sayEventOf(row, today),
              row.filedOn && `${row.filedOn}${channelNames[row.channel]}提交`,
            ]
              .filter(Boolean)
              .join(" · ")}
          />
        </div>
        <div className="claim-desk-where">
          {shown && <Way claim={shown} />}
          <span className="secondary">
            <span className={row.daysLeft !== null && row.daysLeft < 0 ? "bad" : undefined}>
              {sayLeft(row.state, row.daysLeft)}
            </span>
            {row.daysLeft !== null && " · "}
            {where}　{stageSelect}
          </span>
        </div>
      </header>
      <Loaded from={claim} bones={<Bones />}>
        {(data) => <Workbench claim={data} next={next} />}
      </Loaded>
    </div>
  );
}

const sayBenefit = ({ benefit, decision }: Row): string => {
  if (benefit === null) return "没有核算";
  return decision === "payable" ? `预计${sayMoney(benefit)}元` : "按条款不给付";
};

function Workbench({ claim, next }: { claim: Claim; next: () => void }) {
  const today = useToday();
  return (
    <div className="claim-desk-body">
      <Papers claim={claim} />
      <div className="claim-desk-right">
        <div className="claim-desk-scroll">
          <section className="claim-desk-part">
            <h2>能不能给</h2>
            <Judged claim={claim} />
          </section>
          <section className="claim-desk-part">
            <h2>给多少</h2>
            {claim.result?.decision === "payable" ? (
              <Worked claim={claim} />
            ) : (
              <>
                <Worked claim={claim} />
                <p className="bad">不给付：{claim.result?.reasons.map(({ title }) => title).join("、")}</p>
              </>
            )}
          </section>
          <Findings claim={claim} />
          <section className="claim-desk-part">
            <h2>经过</h2>
            <Course
              happenings={claim.course.map(({ key, at, by, what, note }) => ({
                key,
                when: sayInstant(at, today),
                what: `${what}${by && by !== "系统" ? `（${by}）` : ""}${note ? `：${note}` : ""}`,
              }))}
            />
          </section>
        </div>
        <DecideBar claim={claim} next={next} />
      </div>
    </div>
  );
}

/** Thumbs left: the typed figures first, then each paper by its number. */
function Papers({ claim }: { claim: Claim }) {
  const [at, setAt] = useState("sheet");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another claim begins with its figures.
  useEffect(() => setAt("sheet"), [claim.id]);
  const { papers } = claim;
  const missing = claim.needed.filter(({ isMissing }) => isMissing);
  const paper = papers.find(({ id }) => id === at);
  const settlement = papers.find(
    ({ code, type }) => code === "settlement_sheet" && type !== "application/pdf",
  );
  useKeys(
    Object.fromEntries([
      ["0", () => setAt("sheet")],
      ...papers.slice(0, 9).map(({ id }, place) => [String(place + 1), () => setAt(id)]),
    ]),
  );
  return (
    <>
      <nav className="claim-thumbs" aria-label="材料">
        <Thumb label="录入的数" isOn={!paper} pick={() => setAt("sheet")} />
        {papers.map(({ id, name }, place) => (
          <Thumb key={id} label={`${place + 1} ${name}`} isOn={id === at} pick={() => setAt(id)} />
        ))}
        <p className={missing.length > 0 ? "small wait" : "small good"}>
          {missing.length > 0
            ? `还缺${missing.map(({ name }) => name).join("、")}`
            : `${papers.length}份齐全`}
        </p>
      </nav>
      <div className="claim-desk-paper">
        {paper ? (
          <PaperView claim={claim} paper={paper} />
        ) : (
          <Sheet claim={claim} beside={settlement && <PaperView claim={claim} paper={settlement} />} />
        )}
      </div>
    </>
  );
}

type ThumbProps = { label: string; isOn: boolean; pick: () => void };

/** A sheet with its name: the paper itself is fetched when it is looked at, because every look is recorded. */
const Thumb = ({ label, isOn, pick }: ThumbProps) => (
  <button type="button" className="claim-thumb" aria-pressed={isOn} onClick={pick}>
    <span className="claim-thumb-sheet" aria-hidden="true" />
    {label}
  </button>
);
