import { diagnosisOf } from '../../shared/diagnosis/catalogue.ts';
import type { MadeCause, MadeReport } from '../../shared/diagnosis/report.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { texts } from '../../shared/texts/text.ts';
import { type Cause, type Judge, type Layer, layers } from './cause.ts';
import { engineIds, engines, hostNames, silentEngines } from './causes/engines.ts';
import { firewalls } from './causes/firewalls.ts';
import { journals } from './causes/journals.ts';
import { machines, ways } from './causes/machines.ts';
import { addresses, networks, workers } from './causes/networks.ts';
import { ownWays } from './causes/own-ways.ts';
import { stores } from './causes/stores.ts';
import { swarms } from './causes/swarms.ts';
import { switches } from './causes/switches.ts';
import { gossip, lostPackets, queues, sizes, tunnels } from './causes/tunnels.ts';
import type { LabSight } from './sight.ts';

/** From the ground up: each layer's judges, which know what was found below. */
const judges: Readonly<Record<Layer, readonly Judge[]>> = {
  ssh: [ways],
  machine: [machines],
  engine: [engines, engineIds],
  store: [stores],
  swarm: [swarms],
  gossip: [gossip],
  data: [tunnels],
  mtu: [sizes, queues],
  rules: [firewalls],
  names: [hostNames],
  addresses: [addresses],
  networks: [networks],
  workers: [workers, ownWays, switches, journals],
};

/** What is wrong with a lab, by what was seen of it; nothing where all is well. */
export function judge(sight: LabSight): MadeReport {
  const found: Cause[] = [];
  const wrong = new Set<Layer>();
  const ask = (layer: Layer, one: Judge) => {
    const causes = one(sight, found);
    if (causes.length > 0) wrong.add(layer);
    found.push(...causes);
  };
  for (const layer of layers) for (const one of judges[layer]) ask(layer, one);
  // What may come of anything above is only then a cause of its own.
  ask('engine', silentEngines);
  ask('data', lostPackets);
  return {
    lab: sight.lab.name,
    at: new Date().toISOString(),
    causes: inOrder(found).map(told),
    looked: layers
      .filter((layer) => concerns(layer, sight.lab.track))
      .map((layer) => ({
        layer,
        name: texts.diagnose.layers[layer],
        state: wrong.has(layer) ? 'wrong' : isSeen(layer, sight) ? 'well' : 'unseen',
      })),
  };
}

/** Of these the engines tell. */
const toldByEngines: ReadonlySet<Layer> = new Set(['swarm', 'networks', 'workers']);

/** Only what was seen on every node is excluded: one that is away, or whose engine could not be asked, may have it. */
function isSeen(layer: Layer, { nodes }: LabSight): boolean {
  if (layer === 'ssh') return true;
  return nodes.every(({ look, engine }) => look && (!toldByEngines.has(layer) || engine?.info));
}

/** What breaks the lab now goes before what may break it; both stay in their order. */
const inOrder = (found: readonly Cause[]): Cause[] => [
  ...found.filter(({ isLatent }) => !isLatent),
  ...found.filter(({ isLatent }) => isLatent),
];

const concerns = (layer: Layer, track: string): boolean => {
  if (layer === 'store') return track === 'etcd';
  if (layer === 'swarm') return track === 'swarm';
  if (layer === 'gossip') return track === 'etcd' || track === 'swarm';
  return true;
};

const mostEvidence = 8;
const mostCommands = 12;
/** Names of links and hosts come from nodes: what could mean more to a shell than a word is not there to paste. */
const isPlain = /^[\w .:,/!+"'=()-]{1,400}$/;
const longestEvidence = 300;

/** It came from nodes: one line each, cleaned and cut. */
const shown = (line: string): string => {
  const clean = stripUnsafe(line).replace(/\s+/g, ' ').trim();
  return clean.length > longestEvidence ? `${clean.slice(0, longestEvidence)}…` : clean;
};

function told({ row, nodes, evidence, commands, isLatent }: Cause): MadeCause {
  const known = diagnosisOf(row);
  if (!known) throw new Error(`row ${row} is not in the catalogue`);
  const own = (commands ?? []).filter((command) => isPlain.test(command)).slice(0, mostCommands);
  return {
    ...{ row, title: known.title, nodes: [...nodes] },
    evidence: evidence.slice(0, mostEvidence).map(shown),
    remedy: { text: known.remedy.text, commands: own.length > 0 ? own : [...known.remedy.commands] },
    latent: isLatent ?? false,
  };
}
