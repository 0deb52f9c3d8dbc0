import { StatusTag, type Tone } from "#ui/Text.tsx";
import { colourMeanings, colourNames, valueNames } from "../text.ts";

type Colour = keyof typeof colourNames;

const tones: Record<Colour, Tone> = { green: "good", yellow: "wait", red: "bad" };

/** 绿色 达标: always word and colour. */
export const ColourTag = ({ colour }: { colour: Colour }) => (
  <StatusTag tone={tones[colour]}>
    {colourNames[colour]} {colourMeanings[colour]}
  </StatusTag>
);

/** An industry says itself; codes have their words. */
export const sayValue = (value: string): string => valueNames[value] ?? value;

/** 99.8%: basis points with one decimal, cut; – where nothing is to be reached. */
export const sayBp = (bp: number | null): string =>
  bp === null ? "–" : `${(Math.floor(bp / 10) / 10).toFixed(1)}%`;
