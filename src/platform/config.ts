import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this program itself lies. */
export const programFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the environment decides, read here and nowhere else. */
export type Config = {
  /** The embedded database, keys and files. */
  readonly dataFolder: string;
  readonly port: number;
  /** The address it listens on; only this machine, unless said otherwise. */
  readonly host: string;
  /** Where the public reaches this program: it stands in QR codes. */
  readonly publicAddress: string;
  /** Data keys as JSON, instead of `keys.json` in the data folder. */
  readonly keys: string | undefined;
  /** An S3-compatible bucket for the files people send, as JSON (docs/guides/files.md); else the data folder. */
  readonly files: string | undefined;
  /** A server to use instead of the embedded one; its user owns the tables. */
  readonly databaseUrl: string | undefined;
  /** For servers whose administrator makes the application role himself. */
  readonly appDatabaseUrl: string | undefined;
  /** Ways out of the house, each where it is set up: JSON of its settings (docs/guides/channels.md). */
  readonly channels: {
    readonly sms: string | undefined;
    readonly email: string | undefined;
    readonly wechat: string | undefined;
  };
};

/** `TONGZHOU_DATA` is relative to the caller; without it the data lie beside the program. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(environment.PORT || "8080");
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT 应为 0 到 65535 之间的整数，现在是「${environment.PORT}」。`);
  }
  return {
    dataFolder: resolve(environment.TONGZHOU_DATA || resolve(programFolder, ".data")),
    port,
    host: environment.HOST || "127.0.0.1",
    publicAddress: (environment.TONGZHOU_PUBLIC_ADDRESS || `http://localhost:${port}`).replace(/\/+$/, ""),
    keys: environment.TONGZHOU_KEYS || undefined,
    files: environment.TONGZHOU_FILES || undefined,
    databaseUrl: environment.DATABASE_URL || undefined,
    appDatabaseUrl: environment.TONGZHOU_APP_DATABASE_URL || undefined,
    channels: {
      sms: environment.TONGZHOU_SMS || undefined,
      email: environment.TONGZHOU_EMAIL || undefined,
      wechat: environment.TONGZHOU_WECHAT || undefined,
    },
  };
}
