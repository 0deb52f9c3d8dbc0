/** A credit code as it should be read, and what is odd about it. Odd is a warning: some genuine codes fail the check. */
export type UsccJudgement = {
  readonly code: string;
  readonly finding: "uscc_length" | "uscc_letter" | "uscc_check" | undefined;
};

const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // no I, O, S, V, Z
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]; // 3^(i−1) mod 31

/** 统一社会信用代码 after GB 32100-2015: 17 characters and one that checks them. */
export function judgeUscc(text: string): UsccJudgement {
  const code = text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200d\ufeff'-]/g, "")
    .toUpperCase();
  if (code.length !== 18) return { code, finding: "uscc_length" };
  const values = [...code].map((letter) => letters.indexOf(letter));
  if (values.includes(-1)) return { code, finding: "uscc_letter" };
  const sum = weights.reduce((total, weight, place) => total + weight * (values[place] ?? 0), 0);
  const check = (31 - (sum % 31)) % 31;
  return { code, finding: check === values[17] ? undefined : "uscc_check" };
}
