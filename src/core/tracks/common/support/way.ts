import { isEncrypted, type Lab } from '../../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { workerName } from './names.ts';

/** What a kind of loss points to, and what helps. */
interface Hint {
  remedy: Words;
  diagnosis?: number;
}

/** How packets get from worker to worker, as far as the steps that start, watch and measure the workers have to know it. */
export interface Way {
  /** The engine gives a container on such a network a second interface, on docker_gwbridge, which it makes by itself. */
  hasGwbridge: boolean;
  /** Of a worker, in bytes, where the lab file names none; and what a packet grows by on its way between the nodes. */
  mtu: (lab: Lab) => { usual: number; headers: number };
  /** What a person types to reach the worker of this node: its name, where the engines tell it, or its address. */
  target: (lab: Lab, node: string) => string;
  /** Where a worker is told that there is no way, and where it hears nothing. */
  lost: { unreachable: Hint; silent: Hint };
}

/** What VXLAN adds: its own Ethernet header and the outer IPv4, UDP and VXLAN headers, 14 + 20 + 8 + 8. */
export const wrapped = { usual: 1450, headers: 50 } as const;
/** With ESP around it: at most 26 more, as the engine's driver counts them. */
const encrypted = { usual: 1424, headers: 76 } as const;

/** An overlay of Docker's own. */
export const overlayWay: Way = {
  hasGwbridge: true,
  mtu: (lab) => (isEncrypted(lab) ? encrypted : wrapped),
  target: workerName,
  lost: {
    unreachable: { remedy: texts.observe.gossipRemedy, diagnosis: 16 },
    silent: { remedy: texts.observe.vxlanRemedy, diagnosis: 17 },
  },
};
