/** Why the program cannot start or go on; the message is a whole Chinese sentence for whoever runs it. */
export class StartProblem extends Error {
  override name = "StartProblem";
}
