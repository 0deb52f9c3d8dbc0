import { dayInChina, plainDate, sayFullDay } from "#core/dates.ts";
import { sayShare } from "../say.ts";
import { useSession } from "../session.tsx";
import { useLoadProgress } from "./DemoProgress.tsx";

/** Said where the calendar stands still, so that nobody wonders about “today”, and while the demo still loads. */
export function DemoDay() {
  const { today } = useSession();
  const progress = useLoadProgress();
  if (progress?.state === "running") {
    return (
      <span className="demo-day" role="status">
        演示数据正在载入，{sayShare(progress.done, progress.total)}
      </span>
    );
  }
  if (!today || today === dayInChina(new Date())) return null;
  return <span className="demo-day">演示数据，今天是{sayFullDay(plainDate(today))}</span>;
}
