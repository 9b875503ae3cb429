import { subnetsOverlap } from '../../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import type { NodeFacts } from './facts.ts';
import type { NamedNetwork } from './objects.ts';

export interface Taken {
  subnet: string;
  /** Who has it, for people. */
  by: Words;
}

/** Everything on one node that a subnet of the overlay must not meet; the lab's own network is not asked about. */
export function takenOn(
  { system }: Pick<NodeFacts, 'system'>,
  networks: readonly NamedNetwork[],
  labNetwork: string,
): Taken[] {
  return [
    ...system.addresses.map(({ link, address, prefixLength }) => ({
      subnet: `${address}/${prefixLength}`,
      by: texts.tracks.addressOf({ address, link }),
    })),
    ...system.routes.map((route) => ({ subnet: route, by: texts.tracks.routeTo({ route }) })),
    ...system.sshPeers.map((peer) => ({ subnet: peer, by: texts.tracks.loggedInFrom({ address: peer }) })),
    ...networks
      .filter(({ name }) => name !== labNetwork)
      .flatMap(({ name, subnets }) =>
        subnets.map((subnet) => ({ subnet, by: texts.tracks.subnetOf({ subnet, network: name }) })),
      ),
  ];
}

/** The engine's own first choice and those that follow; then what is left of the private ranges. */
export const subnetCandidates: readonly string[] = [
  ...Array.from({ length: 256 }, (_, n) => `10.0.${n}.0/24`),
  ...Array.from({ length: 255 }, (_, n) => `10.${n + 1}.0.0/24`),
  ...Array.from({ length: 100 }, (_, n) => `192.168.${254 - n}.0/24`),
  ...Array.from({ length: 256 }, (_, n) => `172.31.${n}.0/24`),
];

/**
 * A subnet that nobody has. The engine itself looks at its own networks alone, and takes 10.0.0.0/24 also where the nodes
 * are there: then the overlay hides them from its containers. `/24` has room for the workers of a lab of 250 nodes.
 */
export function freeSubnet(taken: readonly Taken[], among = subnetCandidates): string | undefined {
  return among.find((candidate) => !taken.some(({ subnet }) => subnetsOverlap(candidate, subnet)));
}
