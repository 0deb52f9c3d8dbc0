import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { request } from "../api.ts";
import type { ProblemError } from "../problem.ts";
import { Link, navigate } from "../router.tsx";

type Hit = { readonly title: string; readonly detail?: string | null; readonly to: string };
type SearchReply = { readonly groups: readonly { readonly label: string; readonly hits: readonly Hit[] }[] };

/** Whether a key is meant for a field rather than for the page. */
export const isTyping = (event: Event): boolean =>
  (event.target as HTMLElement | null)?.closest?.("input, textarea, select, [contenteditable], dialog") !==
  null;

/** Unit, person, number, amount – within one's part of the tree, masked. `/` brings one here from anywhere. */
export function Search() {
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    const timer = setTimeout(() => setAsked(words.trim()), 200);
    return () => clearTimeout(timer);
  }, [words]);
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);

  // Sent in the body: names and numbers must not stand in an address.
  const found = useQuery<SearchReply, ProblemError>({
    queryKey: ["/api/search", asked],
    queryFn: ({ signal }) => request<SearchReply>("POST", "/api/search", { body: { q: asked }, signal }),
    enabled: asked.length > 0,
  });
  const hits = found.data?.groups.flatMap((group) => group.hits) ?? [];
  const leave = () => {
    setOpen(false);
    setWords("");
    input.current?.blur();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave();
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && hits[at]) {
      navigate(hits[at].to);
      leave();
    } else return;
    event.preventDefault();
  };
  const isShown = isOpen && asked.length > 0 && (found.data !== undefined || found.error !== null);
  return (
    <div className="search">
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="查单位、职工、单号、金额"
        aria-expanded={isShown}
        aria-controls={id}
        aria-activedescendant={isShown && hits[at] ? `${id}-${at}` : undefined}
        placeholder={innerWidth > 480 ? "查单位、职工、单号、金额" : "查找"}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={keys}
      />
      <kbd>/</kbd>
      {isShown && (
        <div className="popover" id={id} role="listbox" aria-label="找到的">
          {found.error && <p className="menu-head">{found.error.title}</p>}
          {!found.error && hits.length === 0 && (
            <p className="menu-head">您的管理范围内没有找到“{asked}”。可以换姓名、单位编号或金额再查。</p>
          )}
          {!found.error &&
            found.data?.groups.map((group) => (
              <Group
                key={group.label}
                label={group.label}
                hits={group.hits}
                all={hits}
                at={at}
                id={id}
                leave={leave}
              />
            ))}
        </div>
      )}
    </div>
  );
}

type GroupProps = {
  label: string;
  hits: readonly Hit[];
  all: readonly Hit[];
  at: number;
  id: string;
  leave: () => void;
};

function Group({ label, hits, all, at, id, leave }: GroupProps) {
  if (hits.length === 0) return null;
  return (
    <div role="group" aria-label={label}>
      <div className="search-group">{label}</div>
      {hits.map((hit) => {
        const i = all.indexOf(hit);
        return (
          <Link
            key={hit.to}
            id={`${id}-${i}`}
            className="search-hit"
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            to={hit.to}
            onClick={leave}
          >
            <span>{hit.title}</span>
            {hit.detail && <span className="secondary">{hit.detail}</span>}
          </Link>
        );
      })}
    </div>
  );
}
