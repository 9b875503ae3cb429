import { texts } from '../texts/text.ts';
import { type MistakeRule, meantLine, ownLines, type Seen } from './mistake.ts';

const ownEtcd = (seen: Seen) => ownLines(seen, 'etcd', 'etcd');
const ownDaemon = (seen: Seen) => ownLines(seen, 'daemon', 'dockerd');

/** What is mistaken with etcd, and with engines that are given a store. */
export const storeMistakes: readonly MistakeRule[] = [
  {
    id: 'other-address',
    printed: /listen tcp (\d[\d.]{6,14}):\d+: bind: cannot assign requested address/,
    judge: (seen) => {
      const address = seen.found[1] ?? '';
      const other = seen.lab.nodes.find((one) => one.address === address);
      const { node } = seen;
      if (!other) return { says: texts.mistakes.noAddressHere({ address, node }), ways: meantLine(seen) };
      return {
        says: texts.mistakes.othersAddress({ address, node, other: other.name }),
        ways: meantLine(seen),
      };
    },
  },
  {
    id: 'port-taken',
    printed: /listen tcp \S*?:(\d+): bind: address already in use/,
    judge: ({ node, found, command }) => ({
      says: texts.mistakes.portTaken({ port: found[1] ?? '', node }),
      ways: [
        { node, command: `ss -ltnp 'sport = :${found[1]}'` },
        ...(/^(sudo\s+)?etcd\b/.test(command) ? [{ node, command: 'systemctl stop etcd' }] : []),
      ],
    }),
  },
  {
    id: 'etcd-name',
    printed: /couldn't find local name "([^"]{1,80})" in the initial cluster configuration/,
    judge: (seen) => ({ says: texts.mistakes.etcdName({ name: seen.found[1] ?? '' }), ways: ownEtcd(seen) }),
  },
  {
    id: 'etcd-peer-urls',
    printed: /--initial-cluster has \S+ but missing from --initial-advertise-peer-urls/,
    judge: (seen) => ({ says: texts.mistakes.etcdPeerUrls, ways: ownEtcd(seen) }),
  },
  {
    id: 'etcd-bootstrapped',
    printed: /member \S+ has already been bootstrapped/,
    row: 7,
    judge: ({ lab: { lines } }) => ({
      says: texts.mistakes.etcdBootstrapped,
      ways: lines.some(({ step }) => step === 'etcd') ? [{ step: 'etcd' }] : [],
    }),
  },
  {
    id: 'engine-too-new',
    printed: /unknown flag: --cluster-(?:store|advertise)\b/,
    row: 1,
    judge: (seen) => {
      const old = /^(?:sudo\s+)?docker\s+(?:daemon|-d)\b/.test(seen.command);
      if (old) return { says: texts.mistakes.dockerDaemon, ways: ownDaemon(seen) };
      return { says: texts.mistakes.engineTooNew({ node: seen.node }), ways: [] };
    },
  },
  {
    id: 'dockerd-runs',
    printed: /pid file found, ensure docker is not running/,
    judge: ({ node }) => ({
      says: texts.mistakes.dockerdRuns({ node }),
      ways: [{ node, command: 'service docker stop' }],
    }),
  },
  {
    id: 'advertise-without-store',
    printed: /--cluster-advertise must be accompanied by --cluster-store/,
    judge: (seen) => ({ says: texts.mistakes.advertiseWithoutStore, ways: ownDaemon(seen) }),
  },
  {
    id: 'option-twice',
    printed: /specified both as a flag and in the configuration file: (\S{1,80})/,
    row: 11,
    judge: ({ node, found }) => ({
      says: texts.mistakes.optionTwice({ option: found[1] ?? '' }),
      ways: [{ node, command: 'cat /etc/docker/daemon.json' }],
    }),
  },
  {
    id: 'store-away',
    printed: /etcd cluster is unavailable or misconfigured/,
    row: 9,
    judge: ({ lab: { lines } }) => ({
      says: texts.mistakes.storeAway,
      ways: lines.some(({ step }) => step === 'etcd') ? [{ step: 'etcd' }] : [],
    }),
  },
  {
    id: 'docker-down',
    printed: /Cannot connect to the Docker daemon at \S+/,
    row: 48,
    judge: (seen) => {
      const { node } = seen;
      const own = ownDaemon(seen);
      const ways = own.length > 0 ? own : [{ node, command: 'service docker start' }];
      return { says: texts.mistakes.dockerDown({ node }), ways };
    },
  },
];
