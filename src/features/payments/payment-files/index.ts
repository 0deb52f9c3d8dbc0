import { ccbFile } from "./ccb.ts";
import { icbcFile } from "./icbc.ts";
import type { PaymentLayout } from "./layout.ts";

/** Every bank's file that we write. */
export const paymentLayouts: readonly PaymentLayout[] = [icbcFile, ccbFile];

export const layoutOf = (code: string): PaymentLayout | undefined =>
  paymentLayouts.find((layout) => layout.code === code);

export {
  type FileBatch,
  type FileLine,
  type FileProblem,
  fileName,
  fileProblems,
  type PaymentLayout,
  writeFile,
} from "./layout.ts";
