import { type Cell, plain, squeezed, unseen } from "#core/cell.ts";

/** What one line of a roster says, normalised and not yet judged. Empty text where nothing is said. */
export type RosterLine = {
  /** The line as a person sees it in the file: 1-based; header, title and blank rows counted. */
  readonly line: number;
  readonly name: string;
  readonly idNumber: string;
  /** The number was stored as a spreadsheet number, or arrives in scientific notation: its last digits are gone. */
  readonly idPrecisionLost: boolean;
  readonly document: string;
  readonly sex: string;
  readonly post: string;
  readonly phone: string;
  readonly card: string;
  readonly cardIsNumber: boolean;
  readonly remark: string;
};

/** The cells of a line that mean something to us. */
export type LineCells = {
  readonly name?: Cell | undefined;
  readonly id_number?: Cell | undefined;
  readonly document?: Cell | undefined;
  readonly sex?: Cell | undefined;
  readonly post?: Cell | undefined;
  readonly phone?: Cell | undefined;
  readonly card?: Cell | undefined;
  readonly remark?: Cell | undefined;
};

const closings = /^(?:合计|总计|小计|填表人|制表人|经办人|审核人|负责人|日期|单位盖章|说明|注)/;
const scientific = /^\d(?:\.\d+)?E\+?\d+$/;

/** An identity number, phone or card as it was meant: half-width, without spaces and leading apostrophe, X large. */
export function normalNumber(text: string): string {
  if (plain.test(text)) return text;
  return squeezed(text)
    .replace(/^['‘’`]+/, "")
    .toUpperCase();
}

const dots = /[•・･．]/g;
const spaceInName = /(?<=[\p{Script=Han}·]) (?=[\p{Script=Han}·])/gu;
const onlyHan = /^[\u4e00-\u9fa5]*$/;

/** A name as it was meant. The dots of names become U+00B7 before NFKC can turn them into something else. */
export function normalName(text: string): string {
  if (onlyHan.test(text)) return text;
  return text
    .replace(dots, "·")
    .normalize("NFKC")
    .replace(/[\p{Cf}]+/gu, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .replace(spaceInName, "");
}

/** Free text: NFKC, white space at its ends gone. */
const normalText = (text: string): string => (onlyHan.test(text) ? text : text.normalize("NFKC").trim());

const nothing: Cell = { text: "", isNumber: false };

export function rosterLine(line: number, cells: LineCells): RosterLine {
  const { name = nothing, id_number = nothing, document = nothing, card = nothing } = cells;
  const idNumber = normalNumber(id_number.text);
  return {
    line,
    name: normalName(name.text),
    idNumber,
    idPrecisionLost: idNumber !== "" && (id_number.isNumber || scientific.test(idNumber)),
    document: squeezed(document.text),
    sex: squeezed(cells.sex?.text ?? ""),
    post: squeezed(cells.post?.text ?? ""),
    phone: normalNumber(cells.phone?.text ?? ""),
    card: normalNumber(card.text),
    cardIsNumber: card.isNumber,
    remark: normalText(cells.remark?.text ?? ""),
  };
}

/**
 * A closing line (合计, 制表人 …) is none of the roster's lines, whatever stands in its other columns – unless its
 * identity cell holds 14 digits in a row: then somebody is merely called so.
 */
export function isClosing(firstFilled: string, idNumber: string): boolean {
  return closings.test(firstFilled.replace(unseen, "")) && !/\d{14}/.test(normalNumber(idNumber));
}
