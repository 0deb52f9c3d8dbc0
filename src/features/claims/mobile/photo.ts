import { judgePhoto } from "./judge-photo.ts";

export type Taken = { readonly blob: Blob } | { readonly fault: string };

/** Longest side that is kept: print on A4 can be read, and a slow network carries it. */
const longest = 2200;
const judged = 320;
const mostBytes = 20 * 1024 * 1024;

/** Makes a photograph small enough to send, and judges it at once. A PDF is taken as it is. */
export async function takePhoto(file: File): Promise<Taken> {
  if (file.size > mostBytes) return { fault: "文件超过20MB，请重新拍照" };
  if (file.type === "application/pdf") return { blob: file };
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return { fault: "这不是照片，请重新拍，或选一张JPEG、PNG图片" };
  const fault = judgePhoto(greyOf(picture), picture);
  if (fault) return { fault };
  const share = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = drawn(picture, share);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return { blob: blob ?? file };
}

function drawn(picture: ImageBitmap, share: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function greyOf(picture: ImageBitmap) {
  const canvas = drawn(picture, Math.min(1, judged / Math.max(picture.width, picture.height)));
  const { width, height } = canvas;
  const colours = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const values = new Uint8ClampedArray(width * height);
  for (let i = 0; i < values.length; i++)
    values[i] =
      0.299 * (colours[i * 4] ?? 0) + 0.587 * (colours[i * 4 + 1] ?? 0) + 0.114 * (colours[i * 4 + 2] ?? 0);
  return { width, height, values };
}
