import { FilterSelect } from "#ui/table/filters.tsx";

/** Months with entries, the newest first and without a word in the address. */
export const MonthFilter = ({ months }: { months: readonly string[] }) => (
  <FilterSelect
    name="month"
    label="月份"
    options={months.map((month, i) => ({ value: i === 0 ? "" : month, label: month }))}
  />
);
