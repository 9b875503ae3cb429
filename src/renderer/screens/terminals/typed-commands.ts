import { create } from 'zustand';
import { commandWords } from '../../../shared/transcript/command-words.ts';
import { type SentState, sentCommand } from '../../../shared/transcript/sent-command.ts';

/** A command that was sent: whether it is still running in front of its terminal, and when it was seen first (ISO 8601). */
export interface TypedCommand {
  state: SentState;
  at: string;
}

/** By lab, then by node and command: what was sent in its terminals since the window was opened. */
export const useTypedCommands = create<Record<string, Record<string, TypedCommand>>>(() => ({}));

/** What was sent of a command since something was last taken back in the lab: before, it was for another lab, as it were. */
export const sentSince = (typed: TypedCommand | undefined, takenBackAt = ''): SentState | undefined =>
  typed && typed.at > takenBackAt ? typed.state : undefined;

/** A command on a node, as the transcript knows it again. */
export const typedKey = (node: string, command: string): string => `${node} ${commandWords(command).join(' ')}`;

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
  let before: string | undefined;
  return (recent: string): void => {
    const { command, state } = sentCommand(recent);
    const now = command && `${state} ${command}`;
    // Told again by each byte that comes after it; it was sent once.
    if (command && now !== before && !container) note(lab, typedKey(node, command), state);
    before = now ?? before;
    // A server prints more than is kept; it runs until there is a prompt again.
    const program = state === 'ended' ? undefined : ((command ? served.exec(command)?.[1] : undefined) ?? front);
    if (program === front) return;
    front = program;
    onFront(program);
  };
}

function note(lab: string, key: string, state: SentState): void {
  useTypedCommands.setState((all) => {
    const { [key]: known, ...others } = all[lab] ?? {};
    const kept = Object.entries(others).slice(1 - mostKept);
    // One that has ended is the one that was running, sent then.
    const at = state === 'ended' && known?.state === 'running' ? known.at : new Date().toISOString();
    return { ...all, [lab]: { ...Object.fromEntries(kept), [key]: { state, at } } };
  });
}
