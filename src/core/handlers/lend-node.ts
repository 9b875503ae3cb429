import { LabError } from '../../shared/errors.ts';
import type { Node } from '../remote/port.ts';
import type { State } from './state.ts';

/** The shared connection to a node of a lab; its `close` gives it back. */
export async function lendNode(
  { labs, sessions, questions }: Pick<State, 'labs' | 'sessions' | 'questions'>,
  id: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Node> {
  const { lab, baseDir } = await labs.load(id);
  const found = lab.nodes.find((node) => node.name === name);
  if (!found) throw new LabError('not-found', `${lab.name} has no node ${name}.`, { node: name });
  const { address, ssh } = found;
  const prompts = (waiting: AbortSignal) => questions.prompts(id, waiting);
  return sessions.lend({ name, address, ssh, baseDir }, { prompts, ...(signal && { signal }) });
}
