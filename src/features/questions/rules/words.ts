/** Signs that say nothing of what is asked: they stand in every question. */
const empty = /[^\p{Script=Han}a-z0-9]+/gu;

/**
 * Two signs side by side, each once: what Chinese is searched by. Words of letters and digits stay whole. A single sign
 * stands for itself. 超龄能参加吗 → 超龄 龄能 能参 参加 加吗.
 */
export function wordsOf(text: string): string[] {
  const found = new Set<string>();
  for (const part of text.normalize("NFKC").toLowerCase().split(empty)) {
    for (const run of part.match(/[a-z0-9]+|\p{Script=Han}+/gu) ?? []) {
      if (/^[a-z0-9]/.test(run)) found.add(run.slice(0, 20));
      else if (run.length === 1) found.add(run);
      else for (let at = 0; at + 1 < run.length; at++) found.add(run.slice(at, at + 2));
    }
  }
  return [...found].slice(0, most);
}

/** As many as one question is found by. */
const most = 200;
