import { channel } from 'node:diagnostics_channel';

/** What a node is asked, and when. `npm run bench -- trips` listens; nobody else does, and then nothing is done. */
const asked = channel('overlay-lab.asked');

/** `what` names the question alone: an operation, a path, a verb of the ledger's writer. */
export function tellAsked(node: string, what: string): void {
  if (asked.hasSubscribers) asked.publish({ node, what });
}
