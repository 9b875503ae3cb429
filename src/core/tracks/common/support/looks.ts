import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';

/**
 * What is read before anything is taken back, begun for all steps at once, and used by the step that needs it. It holds as long
 * as engines and store are found as they should be: a step that repairs one of them has all of it read again.
 *
 * And what a step reads before it changes anything, begun with its first check: `apply` takes it, and forgets it, so that the
 * check behind it reads again, or has what `apply` itself has just read after its change.
 */
const keys = {
  others: (): string => 'others-looked-for',
  ill: (): string => 'ill-members',
  sandboxes: (node?: Node): string => `empty-sandboxes@${node?.name}`,
  network: (): string => 'network-looked-for',
  subnet: (): string => 'free-subnet',
  lists: (): string => 'lists-of-networks',
  daemon: (node?: Node): string => `daemon@${node?.name}`,
  switch: (node?: Node): string => `before-switch@${node?.name}`,
  worker: (node?: Node): string => `worker@${node?.name}`,
  ground: (node?: Node): string => `ground-of-worker@${node?.name}`,
};

type Look = keyof typeof keys;

export function beginLook(context: LabContext, look: Look, read: () => Promise<unknown>, node?: Node): void {
  context.once(keys[look](node), read).catch(() => undefined);
}

/** What was begun, or is read now, and is kept for who looks next. */
export const lookKept = <T>(context: LabContext, look: Look, read: () => Promise<T>, node?: Node): Promise<T> =>
  context.once(keys[look](node), read);

export const forgetLook = (context: LabContext, look: Look, node?: Node): void => context.forget(keys[look](node));

/** What was begun, or is read now; the next call reads it again. */
export async function lookedFor<T>(context: LabContext, look: Look, read: () => Promise<T>, node?: Node): Promise<T> {
  const key = keys[look](node);
  try {
    return await context.once(key, read);
  } finally {
    context.forget(key);
  }
}

export function lookAgain(context: LabContext): void {
  for (const key of [keys.others(), keys.ill(), ...context.nodes.map(keys.sandboxes)]) context.forget(key);
}
