import { FilterSelect } from "#ui/table/filters.tsx";
import type { LineList } from "./words.ts";

/** Which bank account: shown only where a city has several. */
export function AccountFilter({
  accounts = [],
  all = true,
}: {
  accounts: LineList["accounts"] | undefined;
  /** All at once may be looked at. */
  all?: boolean;
}) {
  if (accounts.length < 2) return null;
  const options = accounts.map((each, i) => ({ value: !all && i === 0 ? "" : each.id, label: each.shown }));
  return (
    <FilterSelect
      name="account"
      label="账户"
      options={all ? [{ value: "", label: "全部" }, ...options] : options}
    />
  );
}
