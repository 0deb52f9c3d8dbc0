import type { Cents } from "./money.ts";

const digits = "零壹贰叁肆伍陆柒捌玖";
const places = ["", "拾", "佰", "仟"];
const groups = ["", "万", "亿", "兆"];

/** 人民币大写: 壹拾陆万捌仟陆佰肆拾元整. Written on receipts and vouchers, and shown under an amount being typed. */
export function capitals(amount: Cents): string {
  const cents = amount < 0n ? -amount : amount;
  const yuan = cents / 100n;
  const jiao = Number((cents / 10n) % 10n);
  const fen = Number(cents % 10n);
  const parts = [amount < 0n ? "负" : ""];
  if (yuan > 0n) parts.push(`${wholeCapitals(yuan)}元`);
  if (jiao === 0 && fen === 0) return `${parts.join("")}${yuan === 0n ? "零元" : ""}整`;
  if (jiao > 0) parts.push(`${digits[jiao]}角`);
  else if (yuan > 0n) parts.push("零");
  parts.push(fen > 0 ? `${digits[fen]}分` : "整");
  return parts.join("");
}

/** Groups of four places: 仟佰拾 within, 万 and 亿 between; a gap of any length is one 零. */
function wholeCapitals(yuan: bigint): string {
  const text = yuan.toString();
  if (text.length > groups.length * 4) throw new RangeError("Amounts end below 10^16 yuan.");
  let said = "";
  let gap = false;
  for (const [i, digit] of [...text].entries()) {
    const place = text.length - 1 - i;
    if (digit === "0") gap = true;
    else {
      if (gap && said) said += "零";
      gap = false;
      said += `${digits[Number(digit)]}${places[place % 4]}`;
    }
    const groupStart = Math.max(0, text.length - place - 4);
    const group = text.slice(groupStart, i + 1);
    if (place % 4 === 0 && /[1-9]/.test(group)) said += groups[place / 4];
  }
  return said;
}
