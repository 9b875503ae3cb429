import { operation } from '../operation.ts';
import { engineFaults } from './engine-faults.ts';
import type { Fault } from './fault.ts';
import { packetFaults } from './packet-faults.ts';
import { portFaults } from './port-faults.ts';
import { storeFaults } from './store-faults.ts';
import { wayFaults } from './way-faults.ts';

const all = { ...packetFaults, ...engineFaults, ...portFaults, ...storeFaults, ...wayFaults };

export type FaultId = keyof typeof all;

/** Every fault that can be made on purpose. A new one is a line in one of these tables. */
export const faults: Readonly<Record<FaultId, Fault>> = all;

const isFault = (id: string): id is FaultId => Object.hasOwn(faults, id);

/** Whether a fault of this name could be made with these words. */
export function fits(id: string, words: readonly string[]): id is FaultId {
  if (!isFault(id)) return false;
  const { words: allowed } = faults[id];
  return words.length === allowed.length && allowed.every((one, index) => one.test(words[index] ?? ''));
}

interface Asked {
  fault: FaultId;
  words: readonly string[];
}

/** Engines and members take their time to stop and to begin. */
const timeout = 90_000;

/** The given words with those that taking it back will need; changes nothing. */
export const faultLook = operation<Asked, string[]>({
  name: 'fault.look',
  program: ({ fault, words }) => ({ script: faults[fault].look ?? ':', words: [...words], timeout }),
  read: ({ stdout }, { args }) => [...args.words, ...stdout.split('\n').filter((line) => line !== '')],
});

export const faultMake = operation<Asked>({
  name: 'fault.make',
  program: ({ fault, words }) => ({ script: faults[fault].make, words: [...words], timeout }),
  read: () => undefined,
});

export const faultTakeAway = operation<Asked>({
  name: 'fault.take-away',
  program: ({ fault, words }) => ({ script: faults[fault].heal, words: [...words], timeout }),
  read: () => undefined,
});
