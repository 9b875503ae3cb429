import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';

/**
 * What is read before anything is taken back, begun for all steps at once, and used by the step that needs it. It holds as long
 * as engines and store are found as they should be: a step that repairs one of them has all of it read again.
 */
const keys = {
  others: (): string => 'others-looked-for',
  ill: (): string => 'ill-members',
  sandboxes: (node?: Node): string => `empty-sandboxes@${node?.name}`,
};

type Look = keyof typeof keys;

export function beginLook(context: LabContext, look: Look, read: () => Promise<unknown>, node?: Node): void {
  context.once(keys[look](node), read).catch(() => undefined);
}

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
