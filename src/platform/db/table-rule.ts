/**
 * Every table, declared once. From it come row-level security, policies and grants (`walls.ts`), and the test that
 * reads the catalogue fails on a table that is missing here or breaks the rules of its kind.
 *
 * - distributed: rows of cities, spread by `city_id` on a cluster; behind a wall.
 * - reference: the same everywhere; no row-level security.
 * - local: the program's own; no row-level security.
 */
export type TableRule =
  | ({
      readonly kind: "distributed";
      readonly wall: Wall;
      readonly appendOnly?: true;
      /** Rows stay, and of what was written only these columns are ever changed. */
      readonly changes?: readonly string[];
    } & Personal)
  | { readonly kind: "reference"; readonly appendOnly?: true }
  | { readonly kind: "local"; readonly app?: "none" };

/**
 * Who reads and writes a row, of those who act in its city (system and province pass every wall).
 * - shared: everybody, workers only to read; nothing in it is personal or belongs to one unit.
 * - city: only those whose reach is the city.
 * - organisation: those whose reach is the city, and those in whose part of the tree the row's `organisation_id` lies.
 * - using/check: SQL of its own, for who sees a row and who may write it, beside those whose reach is the city.
 *   `{part}` stands for the actor's organisation, `{parts}` for all in its part of the tree, `{city}` for the city.
 */
export type Wall = "shared" | "city" | "organisation" | { readonly using: string; readonly check: string };

/**
 * What a worker sees, who acts for one person (reach `self`): nothing, unless a column names the person (`person_id`), or
 * a condition in which `{person}` stands for them. They read; where `personalWrites` says so, they also write what is theirs.
 */
export type Personal = { readonly personal?: string; readonly personalWrites?: true };
