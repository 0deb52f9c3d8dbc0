import { useGet } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { type Figure, FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { ErrorBoundary } from "#ui/shell/ErrorBoundary.tsx";
import type { HomeReply } from "../contract.ts";
import { AnswerTable } from "./AnswerTable.tsx";
import { MonthCalendar } from "./MonthCalendar.tsx";
import { NeedList } from "./NeedList.tsx";
import { StandingList } from "./StandingList.tsx";
import "./home.css";

/** What needs me now, the month, the five numbers, what I answer for. */
export function HomePage() {
  const home = useGet<HomeReply>("/api/home", {}, { everyMs: 60_000 });
  return (
    <Loaded from={home} bones={<PageBones />}>
      {(reply) => <HomeBody home={reply} />}
    </Loaded>
  );
}

function HomeBody({ home }: { home: HomeReply }) {
  const { month, figures, answerFor, action } = home;
  return (
    <Page>
      <PageTitle title={home.title} subtitle={home.subtitle}>
        {action && <ButtonLink to={action.to}>{action.label}</ButtonLink>}
      </PageTitle>
      <div className={month ? "home-top" : undefined}>
        {home.standing ? <StandingList months={home.standing} /> : <Waiting home={home} />}
        {month && (
          <ErrorBoundary>
            <MonthCalendar month={month} />
          </ErrorBoundary>
        )}
      </div>
      {figures.length > 0 && <FigureRow figures={figures.map(figureOf)} />}
      {answerFor && (
        <ErrorBoundary>
          <AnswerTable answerFor={answerFor} />
        </ErrorBoundary>
      )}
    </Page>
  );
}

function Waiting({ home: { needs, hint, doneToday = 0 } }: { home: HomeReply }) {
  return (
    <Surface
      flush
      title="需要您处理"
      note={needs.length > 0 ? needs.length : undefined}
      aside={doneToday > 0 && <span className="quiet">今天已完成{doneToday}件</span>}
    >
      {needs.length > 0 ? (
        <NeedList needs={needs} />
      ) : (
        <Empty title="现在没有需要您处理的事">
          <p>{hint}</p>
        </Empty>
      )}
    </Surface>
  );
}

const figureOf = ({ part, whole, ...rest }: HomeReply["figures"][number]): Figure => ({
  ...rest,
  ...(part !== undefined && whole !== undefined && { bar: { part, whole } }),
});
