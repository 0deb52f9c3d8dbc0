import { extractText, getDocumentProxy } from "unpdf";

/** What a reader of PDF finds written in a paper, page by page. */
export async function textOf(pdf: Buffer): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document);
  return text;
}
