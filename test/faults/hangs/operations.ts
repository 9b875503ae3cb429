import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { untilInNode } from '../../support/nodes/practice.ts';
import { typedCommand, type Waiting } from './typed-command.ts';
import { windowOperations } from './window-operations.ts';

/** Something that a person does with a lab that stands; `hang` makes the hang come. */
export interface Operation {
  name: string;
  begin(loaded: LoadedLab, hang: () => Promise<void>): Promise<Waiting>;
  /** The hang comes while it is under way. */
  isMidst?: boolean;
  /** What it shows once it does not wait for nodes any more, and stays open. */
  goesOn?: RegExp;
}

/** The hang is there before it begins, or comes where a shell's condition holds in node1. */
const typed = (name: string, words: readonly string[], midst?: string): Operation => ({
  name,
  isMidst: midst !== undefined,
  async begin({ file, lab }, hang) {
    if (midst === undefined) await hang();
    const waiting = typedCommand([...words, '--lab', file]);
    if (midst === undefined) return waiting;
    await untilInNode(lab.name, 'node1', midst);
    await hang();
    return waiting;
  },
});

const leased = 'ls /var/lib/overlay-lab/*/lease';

export const operations: readonly Operation[] = [
  typed('check', ['check']),
  typed('run', ['run', '--skip', 'iperf-native,iperf-overlay']),
  typed('run, in midst', ['run', '--only', 'iperf-overlay', '--iperf-seconds', '60'], 'pgrep -x iperf3'),
  typed('undo', ['--yes', 'undo', 'network']),
  typed('undo, in midst', ['--yes', 'undo', 'daemon'], leased),
  typed('reset', ['--yes', 'reset']),
  typed('reset, in midst', ['--yes', 'reset'], leased),
  typed('reset --depth typed', ['--yes', 'reset', '--depth', 'typed']),
  { ...typed('the plan of a reset', ['reset']), goesOn: /Type yes or no/ },
  typed('status', ['status']),
  // It tells what there is to tell.
  { ...typed('watch', ['watch']), goesOn: /node1 +is seen/ },
  ...windowOperations,
];
