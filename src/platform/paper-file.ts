import { open } from "node:fs/promises";
import { type PaperType, paperTypeOf } from "#core/paper-type.ts";

/** What a file that arrived is by its content: a photograph, a PDF, or undefined. */
export async function paperTypeAt(path: string): Promise<PaperType | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return paperTypeOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
