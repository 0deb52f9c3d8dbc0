import { join } from "node:path";

export type Places = {
  readonly dataFolder: string;
  readonly cluster: string;
  readonly password: string;
  readonly program: string;
  readonly startLock: string;
  readonly userLock: string;
};

/** Where what lies in a data folder. */
export const placesIn = (dataFolder: string): Places => ({
  dataFolder,
  cluster: join(dataFolder, "postgres"),
  password: join(dataFolder, "postgres.password"),
  program: join(dataFolder, "program.json"),
  startLock: join(dataFolder, "lock", "start"),
  userLock: join(dataFolder, "lock", "users"),
});
