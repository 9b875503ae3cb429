import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { boundedNode } from '../../bounds/bounded-node.ts';
import type { Node } from '../../machine/port.ts';
import type { LendOptions } from '../../runs/node-sessions.ts';
import type { State } from '../state.ts';

/** A shared connection to a node of a lab; its `close` gives it back. */
export async function lendNode(
  { trusted, sessions, questions }: Pick<State, 'trusted' | 'sessions' | 'questions'>,
  id: string,
  name: string,
  { signal, use }: Pick<LendOptions, 'use'> & { signal: AbortSignal | undefined },
): Promise<Node> {
  const { lab, baseDir, ownFiles } = await trusted(id, 'asked', signal, { anyTrack: true });
  const found = lab.nodes.find((node) => node.name === name);
  if (!found) throw new LabError('not-found', texts.app.noSuchNode({ lab: lab.name, node: name }), { node: name });
  const { address, ssh } = found;
  const prompts = (waiting: AbortSignal) => questions.prompts(id, waiting);
  const target = { name, address, ssh, baseDir, ownFiles };
  return boundedNode(await sessions.lend(target, { prompts, ...(signal && { signal }), ...(use && { use }) }));
}
