/** What is shown of personal data unless somebody asks for the whole, with a purpose, on record. */

/** 410902********5392: 6, as many stars as are hidden, 4. Short or odd numbers show no more than a third. */
export function maskIdNumber(number: string): string {
  const chars = [...number];
  if (chars.length < 12) return hide(chars, Math.floor(chars.length / 6), Math.floor(chars.length / 6));
  return hide(chars, 6, 4);
}

/** 139****3790. */
export const maskPhone = (phone: string): string => {
  const chars = [...phone];
  return chars.length < 8 ? hide(chars, 1, 1) : hide(chars, 3, 4);
};

/** 4100********8888. */
export const maskAccount = (account: string): string => {
  const chars = [...account];
  return chars.length < 12 ? hide(chars, 1, 2) : hide(chars, 4, 4);
};

/** 苏*, 欧阳*: the surname stays; with a middle dot the part before it. */
export function maskName(name: string): string {
  const [first = "", ...rest] = name.split("·");
  if (rest.length > 0) return `${first}·*`;
  const chars = [...name];
  if (chars.length <= 1) return "*";
  const surname = chars.length >= 3 && doubleSurnames.has(chars.slice(0, 2).join("")) ? 2 : 1;
  return hide(chars, surname, 0);
}

const doubleSurnames = new Set([
  "欧阳",
  "上官",
  "司马",
  "诸葛",
  "东方",
  "皇甫",
  "尉迟",
  "公孙",
  "慕容",
  "司徒",
  "令狐",
  "夏侯",
]);

function hide(chars: readonly string[], head: number, tail: number): string {
  const hidden = Math.max(chars.length - head - tail, 0);
  return (
    chars.slice(0, head).join("") +
    "*".repeat(hidden) +
    (tail > 0 ? chars.slice(chars.length - tail).join("") : "")
  );
}
