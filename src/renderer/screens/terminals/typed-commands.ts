import { create } from 'zustand';
import { lastCommand } from '../../../shared/mistakes/last-command.ts';
import { isAtPrompt } from './is-at-prompt.ts';
import { oneLine } from './one-line.ts';

/** Whether a command that was sent is still running in front of its terminal. */
export type TypedState = 'running' | 'ended';

/** By lab, then by node and command: what was sent in its terminals since the window was opened. */
export const useTypedCommands = create<Record<string, Record<string, TypedState>>>(() => ({}));

/** A command on a node, however it was broken into lines. */
export const typedKey = (node: string, command: string): string => `${node} ${oneLine(command).replace(/\s+/g, ' ')}`;

/** More are kept of no lab: the oldest go. */
const mostKept = 500;
/** What runs in front for the others on the network: closing its terminal ends it. */
const served = /^(?:sudo\s+)?(?:docker\s+exec\s+(?:-\S+\s+)*\S+\s+)?(etcd|dockerd|iperf3?(?=.*\s-s\b))(?:\s|$)/;

interface Where {
  lab: string;
  node: string;
  container?: string;
}

/** Hears what a terminal printed, keeps which command was sent last, and says which server is running in front of it. */
export function followTyping({ lab, node, container }: Where, onFront: (program?: string) => void) {
  let front: string | undefined;
  return (recent: string): void => {
    const last = lastCommand(recent);
    const state = isAtPrompt(recent) ? 'ended' : 'running';
    if (last && !container) note(lab, typedKey(node, last.command), state);
    // A server prints more than is kept; it runs until there is a prompt again.
    const program = state === 'ended' ? undefined : ((last ? served.exec(last.command)?.[1] : undefined) ?? front);
    if (program === front) return;
    front = program;
    onFront(program);
  };
}

function note(lab: string, key: string, state: TypedState): void {
  useTypedCommands.setState((all) => {
    const known = all[lab] ?? {};
    if (known[key] === state) return all;
    const { [key]: _, ...others } = known;
    const kept = Object.entries(others).slice(1 - mostKept);
    return { ...all, [lab]: { ...Object.fromEntries(kept), [key]: state } };
  });
}
