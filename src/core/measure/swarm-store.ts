import { isIP } from 'node:net';
import { z } from 'zod';
import type { StoreMeasurement } from '../../shared/run/measurements.ts';
import { parseJson } from '../gates/limits.ts';

/** More nodes than any lab has. */
const mostPeers = 1000;

/**
 * Reads the part of `docker info` about the swarm, and `docker network inspect -v -f '{{json .Peers}}'`: absent where the
 * engine is too old to tell.
 */
export function parseStore(
  info: string,
  peers: string,
): Pick<StoreMeasurement, 'isManager' | 'managers' | 'members' | 'peers'> {
  const count = (name: string) => {
    const found = new RegExp(`^ *${name}: (\\d{1,6})$`, 'm').exec(info)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [managers, members] = [count('Managers'), count('Nodes')];
  const known = peersIn(peers);
  return {
    isManager: /^ *Is Manager: true$/m.test(info),
    ...(managers !== undefined && { managers }),
    ...(members !== undefined && { members }),
    ...(known && { peers: known }),
  };
}

const listed = z.array(z.object({ IP: z.string().refine((text) => isIP(text) > 0) })).max(mostPeers);

function peersIn(text: string): string[] | undefined {
  try {
    return listed.parse(parseJson(text, { bytes: 64 * 1024 }, { what: '' })).map(({ IP }) => IP);
  } catch {
    return undefined;
  }
}
