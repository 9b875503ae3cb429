import type { LabEvent, MadeEvent } from '../../shared/run/events.ts';
import type { Words } from '../../shared/texts/text.ts';

interface Log {
  readonly events: readonly LabEvent[];
  emit(body: MadeEvent): void;
}

/**
 * Tells of an answer that is late: as what is waited for on the node, and as progress of the tasks that wait, those of the
 * node, else those of all nodes. Before the first task, and between them, nothing but the node can tell.
 */
export function slowWords(log: Log): (node: string, text: Words | undefined) => void {
  return (node, text) => {
    // One whose ledger is still being read was not reached yet, though there is a connection.
    const known = log.events.findLast((event) => event.type === 'node' && event.node === node);
    const state = known?.type === 'node' && known.state === 'connecting' ? 'connecting' : 'ready';
    log.emit({ type: 'node', node, state, ...(text !== undefined && { message: text }) });
    if (text === undefined) return;
    const active = new Map<string, Extract<LabEvent, { type: 'task' }>>();
    for (const event of log.events)
      if (event.type === 'task') {
        const key = `${event.step}@${event.node ?? ''}`;
        if (['checking', 'applying', 'verifying', 'undoing'].includes(event.state)) active.set(key, event);
        else active.delete(key);
      }
    const tasks = [...active.values()];
    const own = tasks.filter((task) => task.node === node);
    for (const { step, node: on } of own.length > 0 ? own : tasks.filter((task) => task.node === undefined))
      log.emit({ type: 'progress', step, node: on, message: text });
  };
}
