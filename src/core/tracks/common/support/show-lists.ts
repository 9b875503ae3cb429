import { operation } from '../../../machine/operation.ts';
import type { LabContext } from './lab-step.ts';

/** Enough for the lesson; on every one of many nodes it would say the same and only take time. */
const mostLists = 3;

export const networksShow = operation<Record<never, never>, string>({
  name: 'engine.show-networks',
  program: () => ({ argv: ['docker', 'network', 'ls'], expect: 'any' }),
  read: ({ stdout }) => stdout,
});

/** What `docker network ls` says on the nodes, for the lesson: the tutorial shows it before and after. */
export async function readLists({ nodes, signal }: LabContext): Promise<{ on: string; text: string }[]> {
  const shown = nodes.slice(0, mostLists);
  return Promise.all(
    shown.map(async (node) => ({ on: node.name, text: await node.run(networksShow, {}, { signal }) })),
  );
}

export function showLists(
  context: LabContext,
  when: 'before' | 'after',
  lists: readonly { on: string; text: string }[],
): void {
  for (const { on, text } of lists) context.output(on, `docker network ls   # ${when}`, text);
}
