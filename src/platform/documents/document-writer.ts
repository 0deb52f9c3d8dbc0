import { escapeXml } from "#platform/workbooks/workbook-writer.ts";
import { writeZip, type ZipPart } from "#platform/workbooks/zip-writer.ts";

/** What a text document is made of, from top to bottom. */
export type DocumentBlock =
  | { readonly kind: "title" | "subtitle" | "heading" | "paragraph"; readonly text: string }
  | {
      readonly kind: "table";
      readonly columns: readonly DocumentColumn[];
      readonly rows: readonly string[][];
    };

/** `share`: of the width of the page, in per cent; the shares of a table add up to 100. */
export type DocumentColumn = { readonly title: string; readonly share: number; readonly right?: boolean };

export const documentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
const wordprocessingml = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/** A4 less its margins, in twentieths of a point. */
const textWidth = 11_906 - 2 * 1_134;

/** A text document (.docx) on A4, numbered pages, heads of tables on each page. The same blocks make the same bytes. */
export async function writeDocument(blocks: readonly DocumentBlock[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeZip(partsOf(blocks))) pieces.push(piece);
  return Buffer.concat(pieces);
}

function partsOf(blocks: readonly DocumentBlock[]): ZipPart[] {
  const part = (name: string, xml: string): ZipPart => ({ name, pieces: [declaration + xml] });
  const related = (ids: readonly (readonly [id: string, kind: string, target: string])[]) =>
    `<Relationships xmlns="${packageRelationships}">${ids
      .map(
        ([id, kind, target]) =>
          `<Relationship Id="${id}" Type="${relationships}/${kind}" Target="${target}"/>`,
      )
      .join("")}</Relationships>`;
  const override = (name: string, kind: string) =>
    `<Override PartName="/word/${name}.xml" ContentType="${wordprocessingml}.${kind}+xml"/>`;
  return [
    part(
      "[Content_Types].xml",
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("document", "document.main")}${override("styles", "styles")}${override("footer1", "footer")}</Types>`,
    ),
    part("_rels/.rels", related([["rId1", "officeDocument", "word/document.xml"]])),
    part(
      "word/_rels/document.xml.rels",
      related([
        ["rId1", "styles", "styles.xml"],
        ["rId2", "footer", "footer1.xml"],
      ]),
    ),
    part("word/styles.xml", stylesXml()),
    part(
      "word/footer1.xml",
      `<w:ftr xmlns:w="${word}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`,
    ),
    part(
      "word/document.xml",
      `<w:document xmlns:w="${word}" xmlns:r="${relationships}"><w:body>${blocks.map(blockXml).join("")}<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ),
  ];
}

const styleNames = {
  title: "Title",
  subtitle: "Subtitle",
  heading: "Heading1",
  paragraph: "Normal",
} as const;

const blockXml = (block: DocumentBlock): string =>
  block.kind === "table" ? tableXml(block) : paragraphXml(block.text, styleNames[block.kind]);

const paragraphXml = (text: string, style: string, right = false): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${right ? '<w:jc w:val="right"/>' : ""}</w:pPr><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`;

/** A paragraph follows each table: Word would run two tables into one. */
function tableXml({ columns, rows }: Extract<DocumentBlock, { kind: "table" }>): string {
  const widths = columns.map(({ share }) => Math.floor((textWidth * share) / 100));
  const cell = (text: string, at: number, style: string) =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[at] ?? 0}" w:type="dxa"/></w:tcPr>${paragraphXml(text, style, columns[at]?.right)}</w:tc>`;
  const row = (texts: readonly string[], style: string, isHead = false) =>
    `<w:tr><w:trPr><w:cantSplit/>${isHead ? "<w:tblHeader/>" : ""}</w:trPr>${texts.map((text, at) => cell(text, at, style)).join("")}</w:tr>`;
  const edge = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="98A2AE"/>`;
  const edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).join("");
  const heads = row(
    columns.map(({ title }) => title),
    "TableHead",
    true,
  );
  return `<w:tbl><w:tblPr><w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblBorders>${edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join("")}</w:tblGrid>${heads}${rows.map((texts) => row(texts, "TableText")).join("")}</w:tbl><w:p/>`;
}

/** Sizes are halves of a point. Song for text, Hei for headings, as papers of Chinese offices are set. */
function stylesXml(): string {
  const style = (id: string, name: string, size: number, font: string, paragraph: string, isBold = false) =>
    `<w:style w:type="paragraph" ${id === "Normal" ? 'w:default="1" ' : ""}w:styleId="${id}"><w:name w:val="${name}"/><w:pPr>${paragraph}</w:pPr><w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}"/>${isBold ? "<w:b/>" : ""}<w:sz w:val="${size}"/></w:rPr></w:style>`;
  const spacing = (before: number, after: number) => `<w:spacing w:before="${before}" w:after="${after}"/>`;
  return `<w:styles xmlns:w="${word}">${[
    style("Normal", "Normal", 21, "宋体", spacing(0, 80)),
    style("Title", "Title", 36, "黑体", `${spacing(120, 80)}<w:jc w:val="center"/>`),
    style("Subtitle", "Subtitle", 21, "宋体", `${spacing(0, 240)}<w:jc w:val="center"/>`),
    style("Heading1", "heading 1", 28, "黑体", `<w:keepNext/>${spacing(240, 120)}<w:outlineLvl w:val="0"/>`),
    style("TableHead", "Table Head", 19, "黑体", spacing(40, 40)),
    style("TableText", "Table Text", 19, "宋体", spacing(40, 40)),
  ].join("")}</w:styles>`;
}
