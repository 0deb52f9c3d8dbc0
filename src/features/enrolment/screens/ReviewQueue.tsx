import { useEffect, useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Bones, Empty, ProblemState } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { StatusTag } from "#ui/Text.tsx";
import { FilterChips, SearchBox } from "#ui/table/filters.tsx";
import type { ReviewList } from "../contract.ts";
import { ReviewDesk } from "./ReviewDesk.tsx";
import { monthWords, type Review } from "./words.ts";
import "#ui/table/table.css";
import "./review.css";

type Reply = z.output<typeof ReviewList>;

/** 超龄审核: the queue left, one decision right. After a decision the next one opens by itself. */
export function ReviewQueue() {
  const [show] = useQueryState("show", "waiting");
  const [q] = useQueryState("q");
  const list = useListing<Review, Reply>("/api/reviews", { show, search: q });
  const [at, setAt] = useState<string>();
  const { rows } = list;
  const current = rows.find(({ lineId }) => lineId === at) ?? rows[0];
  const index = current ? rows.indexOf(current) : -1;
  const go = (step: number) => setAt(rows[Math.min(Math.max(index + step, 0), rows.length - 1)]?.lineId);
  useArrows(go);
  return (
    <Page>
      <PageTitle
        title={titleOf(list.first)}
        subtitle="最早交的在前。通过的人和其他人一起由单位确认；没有审核的不参加。"
      />
      <div className="review-tools">
        <FilterChips
          name="show"
          label="审核"
          options={[
            { value: "waiting", label: "待审核", count: list.first?.counts.waiting },
            { value: "decided", label: "已审核、单位未确认", count: list.first?.counts.decided },
          ]}
        />
        <SearchBox placeholder="查单位名称或编号" />
      </div>
      {list.problem && rows.length === 0 && <ProblemState problem={list.problem} again={list.again} />}
      {list.isPending && <Bones />}
      {!list.isPending && !list.problem && rows.length === 0 && (
        <Surface>
          <Empty title={show === "waiting" ? "没有等待审核的人" : "没有已审核而单位未确认的人"}>
            单位的名册里有到龄或缺岗位类别的人时，会出现在这里。
          </Empty>
        </Surface>
      )}
      {current && (
        <div className="review">
          <Queue list={list} rows={rows} current={current} pick={setAt} />
          <ReviewDesk
            key={current.lineId}
            review={current}
            mayDecide={list.first?.allowed.includes("decide") ?? false}
            next={() => setAt(rows[index + 1]?.lineId ?? rows[index - 1]?.lineId)}
          />
        </div>
      )}
    </Page>
  );
}

type QueueProps = {
  list: ReturnType<typeof useListing<Review, Reply>>;
  rows: readonly Review[];
  current: Review;
  pick: (lineId: string) => void;
};

function Queue({ list, rows, current, pick }: QueueProps) {
  return (
    <section className="surface review-queue" aria-label="等待审核的人">
      <ul>
        {rows.map((row) => (
          <li key={row.lineId}>
            <button
              type="button"
              aria-current={row.lineId === current.lineId}
              onClick={() => pick(row.lineId)}
            >
              <span>
                {row.name} <span className="secondary">第{row.line}行</span>
                {row.decision && (
                  <StatusTag tone={row.decision === "approved" ? "good" : "bad"}>
                    {row.decision === "approved" ? "通过" : "未通过"}
                  </StatusTag>
                )}
              </span>
              {row.atProvince && !row.decision && (
                <span>
                  <StatusTag tone={row.atProvince === "answered" ? "good" : "plain"}>
                    {row.atProvince === "answered" ? "省办已答复" : "已请示省办"}
                  </StatusTag>
                </span>
              )}
              <span className="secondary">
                {row.organisationName} · {monthWords(row.settlementMonth)}
              </span>
              <span className="secondary">
                {row.title}
                {row.evidence.length > 0 ? ` · 证明${row.evidence.length}份` : " · 没有证明"}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button kind="plain" busy={list.isMoreComing} onClick={list.more}>
          再显示50人，共{sayCount(list.total)}人
        </Button>
      )}
    </section>
  );
}

/** ↑ ↓ go through the queue, unless somebody types. */
export function useArrows(go: (step: number) => void): void {
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest("input, textarea, select, dialog, [role=menu]");
      if (isTyping || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      event.preventDefault();
      go(event.key === "ArrowDown" ? 1 : -1);
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
}

function titleOf(first: Reply | undefined): string {
  if (!first) return "超龄审核";
  const { waiting, units } = first.counts;
  return waiting === 0 ? "没有等待审核的人" : `${sayCount(waiting)}人等待审核，来自${sayCount(units)}家单位`;
}
