/**
 * Milliseconds that an answer from outside may take. A program has its own time beside these (`ExecOptions.timeout`);
 * what a person is asked has none.
 */
export const deadlines = {
  /** Docker: what only looks, and what makes, starts or removes. An engine busy with many containers needs some. */
  look: 30_000,
  change: 120_000,
  /** After this long one asks the node why Docker does not answer. */
  doubt: 3000,
  /** Docker that has not answered lately: is it there at all, and once more the same kind of request. */
  again: 5000,
  /** Looking for the cause of a silence. */
  cause: 3000,
  /** Beginning a conversation, a terminal or a TCP connection. */
  begin: 30_000,
  /** Ending a program that takes no notice (see remote/kill.ts), on top of its own time. */
  ending: 40_000,
  /** Bytes of an upload that do not move. */
  stall: 30_000,
  /** Closing a connection. */
  close: 8000,
} as const;

/**
 * After a cancel: time for cleaning up on the nodes, for closing what is open, and for what does not end even then.
 * Together less than two seconds.
 */
export const afterCancel = { cleanUp: 1000, close: 400, over: 200 } as const;
