import type { PlainDate } from "#core/dates.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { type DocumentBlock, documentType, writeDocument } from "#platform/documents/document-writer.ts";
import type { FileReply } from "#platform/http/route.ts";
import { renderPdf } from "#platform/pdf/render.ts";
import { annualReport } from "../queries/annual.ts";
import { paperOf } from "../rules/paper.ts";
import type { DocumentText } from "../rules/say.ts";

const template = new URL("../papers/annual.typ", import.meta.url);

export type PaperFormat = "docx" | "pdf";

/** The yearly report as a file to take home: what the page shows, and no more. That it was taken is recorded. */
export async function takeAnnualPaper(
  ctx: WriteCtx,
  asOf: PlainDate,
  format: PaperFormat,
): Promise<FileReply> {
  const { name, content } = await annualPaper(ctx, asOf, format);
  await ctx.record("report.paper_taken", { report: "annual", asOf, format });
  return { name, type: format === "pdf" ? "application/pdf" : documentType, content };
}

/** The same file for the command line, which stands outside the city's books. */
export async function annualPaper(
  ctx: ReadCtx,
  asOf: PlainDate,
  format: PaperFormat,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const paper = paperOf(await annualReport(ctx, asOf));
  const content = await (format === "pdf" ? renderPdf(template, paper) : writeDocument(blocksOf(paper)));
  return { name: `${paper.title}_${asOf}.${format}`, content };
}

const shares = [22, 15, 26, 37];

const blocksOf = ({ title, days, note, heads, sections }: DocumentText): DocumentBlock[] => [
  { kind: "title", text: title },
  { kind: "subtitle", text: days },
  { kind: "paragraph", text: note },
  ...sections.flatMap((section): DocumentBlock[] => [
    { kind: "heading", text: section.title },
    {
      kind: "table",
      columns: heads.map((head, at) => ({ title: head, share: shares[at] ?? 0, right: at === 1 })),
      rows: section.rows,
    },
  ]),
];
