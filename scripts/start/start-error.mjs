/** An end that is told in plain words, without a stack: nothing of the project's own has run yet. */
export class StartError extends Error {
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}
