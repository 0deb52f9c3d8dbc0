import { Steps } from "#ui/bars.tsx";

const names = ["谁、什么事", "材料", "费用和收款", "核对提交"] as const;

/** The four steps of filing. */
export const FilingSteps = ({ at }: { at: number }) => (
  <Steps
    label="申领的四步"
    steps={names.map((label, place) => ({
      key: label,
      label,
      state: place + 1 < at ? "done" : place + 1 === at ? "now" : "later",
    }))}
  />
);
