// Generated from the catalogue by `npm run generate`.
export type DB = Record<never, never>;
