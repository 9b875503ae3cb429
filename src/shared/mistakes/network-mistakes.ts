import { texts } from '../texts/text.ts';
import { type MistakeRule, meantLine, ownLines, type Seen } from './mistake.ts';

const leave = ({ node }: Seen) => ({ node, command: 'docker swarm leave --force' });
const creating = /^(?:sudo\s+)?docker\s+network\s+create\b/;
/** What the engine prints where it made something: its id. */
const made = /^\s*(?:[0-9a-f]{64}|[0-9a-z]{25})\s*$/m;

/** What is mistaken with the network: no store or swarm yet, the wrong kind, the wrong node. */
export const networkMistakes: readonly MistakeRule[] = [
  {
    id: 'no-store',
    printed:
      /This node is not a swarm manager\. Use "docker swarm init"|datastore for scope "global" is not initialized|cannot find address space GlobalDefault/,
    judge: ({ command, node, lab: { track } }) => {
      if (!creating.test(command)) return undefined;
      if (track === 'swarm') return { says: texts.mistakes.noSwarm({ node }), ways: [{ step: 'swarm' }] };
      return { says: texts.mistakes.noStore({ node }), ways: [{ step: 'daemon' }] };
    },
  },
  {
    id: 'worker-of-swarm',
    printed: /Worker nodes can't be used to view or modify cluster state/,
    judge: ({ node, command, lab }) => {
      const manager = lab.nodes[0]?.name;
      if (!manager || manager === node) return { says: texts.mistakes.workerOfSwarm({ node }), ways: [] };
      return { says: texts.mistakes.notTheManager({ node, manager }), ways: [{ node: manager, command }] };
    },
  },
  {
    id: 'swarm-instead',
    printed: /Swarm initialized: current node|This node joined a swarm as a/,
    row: 2,
    judge: (seen) =>
      seen.lab.track === 'swarm' ? undefined : { says: texts.mistakes.swarmInstead, ways: [leave(seen)] },
  },
  {
    id: 'swarm-beside-store',
    printed: /incompatible with swarm mode/,
    row: 2,
    judge: (seen) => ({ says: texts.mistakes.swarmBesideStore, ways: [leave(seen)] }),
  },
  {
    id: 'swarm-already',
    printed: /This node is already part of a swarm/,
    row: 2,
    judge: (seen) =>
      seen.lab.track === 'swarm'
        ? { says: texts.mistakes.swarmAlready, ways: [{ node: seen.node, command: 'docker info' }] }
        : { says: texts.mistakes.swarmInstead, ways: [leave(seen)] },
  },
  {
    id: 'network-missing',
    printed: /network ([\w.-]{1,63}) not found/,
    row: 14,
    judge: ({ node, found, lab: { network } }) => {
      const name = found[1] ?? '';
      if (name !== network) return { says: texts.mistakes.networkOtherName({ name, network }), ways: [] };
      return {
        says: texts.mistakes.networkMissing({ name, node }),
        ways: [{ step: 'network' }, { node, command: 'docker network ls' }],
      };
    },
  },
  {
    id: 'network-there',
    printed: /network with name ([\w.-]{1,63}) already exists/,
    judge: ({ node, found }) => ({
      says: texts.mistakes.networkThere({ name: found[1] ?? '' }),
      ways: [{ node, command: 'docker network ls' }],
    }),
  },
  {
    id: 'network-otherwise',
    typed: creating,
    judge: (seen) => {
      const { command, output, node, lab } = seen;
      const [own] = ownLines({ lab, node: lab.nodes[0]?.name ?? '' }, 'network', 'docker network create');
      const name = command.split(/\s+/).at(-1) ?? '';
      if (!made.test(output) || !/^[\w.-]{1,63}$/.test(name) || !own || !('command' in own)) return undefined;
      const wants = own.command.split(/\s+/).slice(3);
      const given = command.replace('--driver=', '-d ').replace('--driver ', '-d ').split(/\s+/);
      const missing = wants.filter((word) => !given.includes(word) && word !== lab.network);
      if (missing.length === 0 && name === lab.network) return undefined;
      const says =
        missing.length > 0
          ? texts.mistakes.networkWithout({ options: missing.join(' ') })
          : texts.mistakes.networkOtherName({ name, network: lab.network });
      return { says, ways: [{ node, command: `docker network rm ${name}` }, own] };
    },
  },
  {
    id: 'bad-address',
    printed: /bad address '?([\w.-]{1,63})|ping: ([\w.-]{1,63}): (?:Name or service not known|Temporary failure)/,
    judge: ({ node, found, lab: { network } }) => ({
      says: texts.mistakes.badAddress({ name: found[1] ?? found[2] ?? '', network }),
      ways: [{ node, command: `docker network inspect ${network}` }, { step: 'workers' }],
    }),
  },
  {
    id: 'unreachable',
    printed: /From \S+ icmp_seq=\d+ Destination Host Unreachable/,
    row: 16,
    judge: ({ node }) => ({
      says: texts.mistakes.unreachable,
      ways: [{ node, command: "ss -lntu 'sport = :7946'" }],
    }),
  },
  {
    id: 'connection-refused',
    printed: /connect failed: Connection refused|unable to connect to server: Connection refused/,
    judge: (seen) => {
      const step = /\bdocker\b/.test(seen.command) ? 'iperf-overlay' : 'iperf-native';
      const server = seen.lab.lines.find((line) => line.step === step && /\biperf3? -s\b/.test(line.command));
      if (!/\biperf3?\b/.test(seen.command) || !server) return undefined;
      const { node, command } = server;
      return { says: texts.mistakes.noServer({ node }), ways: [{ node, command }, ...meantLine(seen)] };
    },
  },
];
