import { type Lab, vxlanPort } from '../../../../shared/lab/lab.ts';
import type { Words } from '../../../../shared/texts/text.ts';
import type { EngineInfo } from '../../../machine/engine.ts';
import type { Trouble } from '../../../machine/engine-trouble.ts';
import { vxlanVni } from '../../../machine/vxlan-link.ts';
import { type Way, wrapped } from './way.ts';

/** A track's questions to one node of a lab, by its name. */
export type QuestionsOf = (lab: Lab, node: string) => Questions;

/** What preflight asks of a node for one track, beside what every lab needs. */
export interface Questions {
  /** Ports that must be free, with the programs that may hold each already. */
  holders: Readonly<Record<number, readonly string[]>>;
  /** The driver of the lab's network: what has its name and another driver is somebody else's. */
  driver: 'overlay' | 'bridge';
  /** See `Way`. */
  mtu: ReturnType<Way['mtu']>;
  /** VNIs that the track's overlays take. */
  vnis: readonly number[];
  /** The lab writes the engine's file, and has it ask a store through its proxy. */
  configures: boolean;
  /** An etcd is needed on the node. */
  needsEtcd: boolean;
  /** Open vSwitch is needed on the node. */
  needsOpenSwitch?: boolean;
  /** Why an engine from before the track's beginning cannot do it. */
  tooOld: (version: string) => Words;
  /** The same for one from the track's end on. */
  tooNew: (version: string) => Words;
  /** What of the engine's own state is in the way; undefined where nothing is. */
  inTheWay: (found: EngineInfo) => Trouble | undefined;
  /** Whether the engine shares the track's store already. */
  isSet: (found: EngineInfo, address: string) => boolean;
}

/** What the engine holds once it shares anything with others: for gossip, and for the packets of its overlays. */
export const heldByEngine = (dataPort: number): Questions['holders'] => ({
  7946: ['dockerd'],
  [dataPort]: ['', 'dockerd'],
});
/** Of a track that makes its tunnels itself, between bridges of each engine's own: what engines share is not in the way. */
export const ownTunnels = {
  // The kernel's own sockets have no program.
  holders: { [vxlanPort]: ['', 'dockerd'] },
  driver: 'bridge',
  mtu: wrapped,
  vnis: [vxlanVni],
  configures: false,
  needsEtcd: false,
  inTheWay: () => undefined,
  isSet: () => false,
} as const satisfies Partial<Questions>;

export const swarmStateOf = ({ Swarm }: Pick<EngineInfo, 'Swarm'>): string => Swarm?.LocalNodeState || 'inactive';
