/** Numbers of people that somebody may have written into a question: identity numbers, cards, telephones. */
const numbers = /(?<![0-9])(?:[0-9]{17}[0-9xX]|[0-9]{15,19}|1[3-9][0-9]{9})(?![0-9])/g;

/** What is kept of a text: numbers of people are hidden, as many stars as signs. Names cannot be told from words; clerks are asked. */
export const stripNumbers = (text: string): string =>
  text
    .replace(/[０-９Ｘｘ]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(numbers, (found) => "*".repeat(found.length));

/** `张三 10:02` or `张三：` before what somebody wrote in a group; times and who are dropped, one question a line. */
const speaker =
  /^\s*(?:\[?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?\s*)?[^\s：:，。？?！!]{1,12}(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s*[：:]\s*/;
const stamp = /^\s*[^\s]{1,20}\s+(?:[0-9]{4}[-/年])?[0-9]{1,2}[-/月:][0-9]{1,2}[^\n]{0,12}$/;

/** What was asked in a piece of a group chat: lines of who and when are left out, numbers of people hidden. */
export function questionsIn(pasted: string): string[] {
  return pasted
    .split(/\r?\n/)
    .filter((line) => !stamp.test(line) || /[？?]/.test(line))
    .map((line) => stripNumbers(line.replace(speaker, "")).trim())
    .filter((line) => line.length >= 4);
}
