import type { OpenFile } from "./statement.ts";

/** An element of an XML file, with its place and what lies in it. */
export type Element = {
  readonly name: string;
  readonly text: string;
  readonly attributes: readonly string[];
  readonly line: number;
  readonly children: Element[];
};

/** The elements of a file as its rows tell them: how deep, name, text, attributes. Undefined where there is none. */
export function rootOf(file: OpenFile): Element | undefined {
  const path: Element[] = [];
  for (const { line, cells } of file.rows) {
    const [depth, name, text, ...attributes] = cells.map((cell) => String(cell ?? ""));
    const element: Element = { name: name ?? "", text: text ?? "", attributes, line, children: [] };
    path.length = Math.max(0, Number(depth) - 1);
    path.at(-1)?.children.push(element);
    path.push(element);
  }
  return path[0];
}

/** All that lie at the end of a way: `all(entry, "NtryDtls", "TxDtls")`. */
export const all = (from: Element, ...way: readonly string[]): Element[] =>
  way.reduce(
    (found, name) => found.flatMap((each) => each.children.filter((child) => child.name === name)),
    [from],
  );

export const first = (from: Element, ...way: readonly string[]): Element | undefined => all(from, ...way)[0];

/** The text of the first of several ways that leads to one. */
export function textAt(from: Element, ...ways: readonly string[]): string {
  for (const way of ways) {
    const text = first(from, ...way.split("/"))?.text;
    if (text) return text;
  }
  return "";
}

export const attribute = ({ attributes }: Element, name: string): string | undefined =>
  attributes.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
