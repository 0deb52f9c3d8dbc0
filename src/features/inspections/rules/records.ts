import type { Mark, RecordKind } from "./template.ts";

/** What the system itself knows of a unit on a day. */
export type Records = {
  readonly awareness: { readonly aware: number; readonly valid: number } | null;
  /** Kinds of material that ever reached the unit, of all there are. */
  readonly materials: { readonly reached: number; readonly kinds: number };
  /** Duties of enrolment, money and claims that were due within a year: done in time, all. */
  readonly times: { readonly inTime: number; readonly due: number };
  /** Calls in disguise within a year: sum of the scores, how many. */
  readonly calls: { readonly sum: number; readonly n: number };
  /** Shares of the unit within a year that came from another's account. */
  readonly sources: readonly { readonly on: string; readonly yuan: string; readonly payer: string }[];
};

export type RecordAnswer = { readonly mark: Mark | null; readonly words: string };

const share = (part: number, whole: number): string =>
  `${Math.floor((part * 100) / whole)}%（${part}/${whole}）`;
const by = (isPass: boolean, isPart: boolean): Mark => (isPass ? "pass" : isPart ? "part" : "fail");

/** What the records say to an item of the template ☆; `mark` is null where there is no record to go by. */
export function answerFrom(kind: RecordKind, records: Records): RecordAnswer {
  switch (kind) {
    case "awareness": {
      const { awareness } = records;
      if (!awareness || awareness.valid === 0) return { mark: null, words: "还没有测过知晓率" };
      const { aware, valid } = awareness;
      return {
        mark: aware * 10 >= valid * 8 ? "pass" : "fail",
        words: `最近一次知晓率${share(aware, valid)}`,
      };
    }
    case "materials": {
      const { reached, kinds } = records.materials;
      if (kinds === 0) return { mark: null, words: "还没有登记宣传物料" };
      return { mark: by(reached === kinds, reached > 0), words: `${kinds}种物料，收到过${reached}种` };
    }
    case "times": {
      const { inTime, due } = records.times;
      if (due === 0) return { mark: null, words: "一年内没有到期的事项" };
      return {
        mark: by(inTime * 10 >= due * 9, inTime * 10 >= due * 7),
        words: `一年内按时办结${share(inTime, due)}`,
      };
    }
    case "calls": {
      const { sum, n } = records.calls;
      if (n === 0) return { mark: null, words: "一年内没有电话暗访" };
      return {
        mark: by(sum >= 80 * n, sum >= 60 * n),
        words: `一年内暗访${n}次，平均${Math.floor(sum / n)}分`,
      };
    }
    case "sources": {
      const { sources } = records;
      if (sources.length === 0) return { mark: "pass", words: "一年内的会费都从本单位账户转来" };
      const told = sources.map(({ on, yuan, payer }) => `${on} ${yuan}元来自${payer}`).join("；");
      return { mark: "fail", words: `${sources.length}笔不是从本单位账户转来：${told}` };
    }
  }
}
