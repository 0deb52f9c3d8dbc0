import { useEffect, useRef, useState } from "react";
import { address, type Query } from "../api.ts";
import { ButtonLink } from "../Button.tsx";
import { setQuery, useQueryState } from "../router.tsx";
import { sayCount } from "../say.ts";
import "./filters.css";

type Option = { readonly value: string; readonly label: string; readonly count?: number | undefined };

type ChipProps = {
  /** The name in the address: the filter can be sent on. */
  name: string;
  label: string;
  /** The first is the one without a filter word in the address. */
  options: readonly Option[];
};

/** Filters as chips with counts; one is always on. */
export function FilterChips({ name, label, options }: ChipProps) {
  const [value, setValue] = useQueryState(name, options[0]?.value);
  return <Chips label={label} options={options} value={value} choose={setValue} />;
}

type Chosen = Omit<ChipProps, "name"> & {
  readonly value: string;
  readonly choose: (value: string) => void;
};

/** Chips for a choice that stands in no address. */
export function Chips({ label, options, value, choose }: Chosen) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="chip"
          aria-pressed={option.value === value}
          onClick={() => choose(option.value)}
        >
          {option.label}
          {option.count !== undefined && sayCount(option.count)}
        </button>
      ))}
    </div>
  );
}

/** 按原因：全部 ▾ */
export function FilterSelect({ name, label, options }: ChipProps) {
  const [value, setValue] = useQueryState(name, options[0]?.value);
  return (
    <label className="filter">
      {label}：
      <select value={value} onChange={(event) => setValue(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
            {option.count !== undefined && ` ${sayCount(option.count)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The list's one search; it asks when one stops typing. */
export function SearchBox({ name = "q", placeholder }: { name?: string; placeholder: string }) {
  const [value] = useQueryState(name);
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  const type = (words: string) => {
    setText(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setQuery({ [name]: words.trim() }), 250);
  };
  return <SearchInput placeholder={placeholder} value={text} type={type} />;
}

type SearchProps = {
  readonly placeholder: string;
  readonly value?: string;
  readonly type: (words: string) => void;
};

/** A search whose words stand in no address: names and numbers of people. */
export const SearchInput = ({ placeholder, value, type }: SearchProps) => (
  <input
    type="search"
    className="search-box"
    aria-label={placeholder}
    placeholder={placeholder}
    autoComplete="off"
    value={value}
    onChange={(event) => type(event.target.value)}
  />
);

/** 导出: exactly the filter that is seen. `path` answers with a workbook. */
export function ExportLink({ path, query, label = "导出" }: { path: string; query: Query; label?: string }) {
  return (
    <ButtonLink download to={address(path, query)}>
      {label}
    </ButtonLink>
  );
}
