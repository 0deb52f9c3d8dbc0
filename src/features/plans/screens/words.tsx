import { StatusTag, type Tone } from "#ui/Text.tsx";
import type { VersionRow } from "../contract.ts";

type State = VersionRow["state"];
export const stateWords: Readonly<Record<State, string>> = {
  draft: "草稿",
  proposed: "等待发布",
  published: "已发布",
  retired: "已停用",
};
const tones: Readonly<Record<State, Tone>> = {
  draft: "plain",
  proposed: "wait",
  published: "good",
  retired: "plain",
};

export const StateTag = ({ state }: { state: State }) => (
  <StatusTag tone={tones[state]}>{stateWords[state]}</StatusTag>
);

export const versionPath = (code: string, version: string, part = ""): string =>
  `/api/plans/${encodeURIComponent(code)}/versions/${encodeURIComponent(version)}${part}`;
export const pagePath = (code: string, version: string, part = ""): string =>
  `/plans/${encodeURIComponent(code)}/${encodeURIComponent(version)}${part}`;
