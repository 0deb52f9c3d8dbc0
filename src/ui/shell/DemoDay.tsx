import { dayInChina, plainDate, sayFullDay } from "#core/dates.ts";
import { useSession } from "../session.tsx";

/** Said where the calendar stands still, so that nobody wonders about “today”. */
export function DemoDay() {
  const { today } = useSession();
  if (!today || today === dayInChina(new Date())) return null;
  return <span className="demo-day">演示数据，今天是{sayFullDay(plainDate(today))}</span>;
}
