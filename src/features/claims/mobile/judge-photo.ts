/** A photograph as the judge sees it: grey values, row by row. */
export type Grey = { readonly width: number; readonly height: number; readonly values: Uint8ClampedArray };

const corners = [
  ["左上角", 0, 0],
  ["右上角", 1, 0],
  ["左下角", 0, 1],
  ["右下角", 1, 1],
] as const;

/**
 * What is wrong with a photograph of a paper, in words that say what to do; undefined where it can be read. Judged on a
 * small picture: how bright it is, whether a corner is covered, whether edges are sharp.
 */
export function judgePhoto(
  photo: Grey,
  full: { readonly width: number; readonly height: number },
): string | undefined {
  if (Math.min(full.width, full.height) < 500) return "照片太小，字看不清，请靠近一点再拍";
  const mean = meanOf(photo, 0, 0, 1, 1);
  if (mean < 45) return "太暗了，请到亮处再拍一张";
  if (mean > 252) return "一片空白，请对准材料再拍一张";
  for (const [name, right, below] of corners) {
    const [x, y] = [right * 0.88, below * 0.88];
    const corner = meanOf(photo, x, y, x + 0.12, y + 0.12);
    if (corner < 40 && corner < mean * 0.35) return `${name}被挡住了，请再拍一张`;
  }
  return sharpness(photo) < 12 ? "有点糊，请拿稳、对好焦再拍一张" : undefined;
}

function meanOf({ width, height, values }: Grey, x0: number, y0: number, x1: number, y1: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.floor(y0 * height); y < Math.floor(y1 * height); y++)
    for (let x = Math.floor(x0 * width); x < Math.floor(x1 * width); x++) {
      sum += values[y * width + x] ?? 0;
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
}

/** The variance of the Laplacian: small where no edge is sharp. */
function sharpness({ width, height, values }: Grey): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const edge =
        4 * (values[at] ?? 0) -
        (values[at - 1] ?? 0) -
        (values[at + 1] ?? 0) -
        (values[at - width] ?? 0) -
        (values[at + width] ?? 0);
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  const mean = sum / count;
  return squares / count - mean * mean;
}
