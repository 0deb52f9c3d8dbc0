export type Params = Readonly<Record<string, string>>;

/** `/rosters/$rosterId` against `/rosters/17`: the parts, or undefined. */
export function matchPath(pattern: string, path: string): Params | undefined {
  const wanted = pattern.split("/").filter(Boolean);
  const given = path.split("/").filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = decoded(given[i] ?? "");
    if (value === undefined) return undefined;
    if (part.startsWith("$")) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

/** A half-written address (%E8) is no address. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
