/** Why the database cannot be used; the message is a whole Chinese sentence for whoever runs the program. */
export class DatabaseProblem extends Error {
  override name = "DatabaseProblem";
}
