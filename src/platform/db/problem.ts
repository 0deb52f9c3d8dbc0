import { StartProblem } from "#platform/start-problem.ts";

/** Why the database cannot be used, as a whole Chinese sentence. */
export class DatabaseProblem extends StartProblem {
  override name = "DatabaseProblem";
}
