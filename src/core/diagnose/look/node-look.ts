import type { EngineState } from '../../machine/engine-state.ts';
import { operation } from '../../machine/operation.ts';
import { factsRead } from '../../tracks/common/support/facts.ts';
import { lookScript, mostOfPart } from './look-script.ts';
import {
  type Disk,
  disksIn,
  type LinkSeen,
  linksIn,
  type Member,
  membersIn,
  type Queue,
  queuesIn,
} from './parse-parts.ts';

type Facts = ReturnType<typeof factsRead.read>['facts'];

/** What a node says of itself, in one exchange. */
export interface Look {
  facts: Facts;
  state: EngineState;
  /** As iptables-save prints them; undefined where it prints nothing. */
  rules?: string;
  nft: string;
  links: LinkSeen[];
  routes: string[];
  forwarding: string[];
  neighbours: string[];
  queues: Queue[];
  namespaces: string[];
  sshd: Record<string, string>;
  disks: Disk[];
  inodes: Disk[];
  /** Packets that a bridge passes on are asked of the rules too. */
  bridged: boolean;
  /** systemd's units of etcd. */
  members: Member[];
  /** What docker.service starts after. */
  after: string[];
  etcds: { pid: number; state: string; command: string }[];
  /** Ends of journals, of what does not run. */
  dockerSaid: string;
  /** Of the journal of an engine that runs, what tells of a known failure. */
  dockerTold: string[];
  dockerVersion: string;
  etcdSaid: string;
  /** Links of VMware's, with what they do with checksums. */
  offloads: string[];
}

type Asked = Parameters<typeof factsRead.program>[0];

export const nodeLook = operation<Asked, Look>({
  name: 'diagnose.look',
  program: (asked) => ({
    ...factsRead.program(asked),
    script: lookScript,
    timeout: 20_000,
    expect: 'any',
    maxOutput: 24 * mostOfPart,
  }),
  read: (answer, asked) => ({ ...factsRead.read(answer, asked), ...partsOf(answer.stdout) }),
});

/** Exported for its test. */
export function partsOf(stdout: string): Omit<Look, 'facts' | 'state'> {
  const parts = new Map<string, string>();
  for (const line of stdout.split('\n')) {
    const [, name = '', base64 = ''] = /^look_([a-z]+)=([A-Za-z0-9+/=]*)$/.exec(line) ?? [];
    if (name) parts.set(name, Buffer.from(base64, 'base64').toString('utf8'));
  }
  const text = (name: string) => parts.get(name) ?? '';
  const lines = (name: string) =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const rules = text('rules');
  return {
    ...(rules && { rules }),
    nft: text('nft'),
    links: linksIn(text('links')),
    routes: lines('routes'),
    forwarding: lines('forwarding'),
    neighbours: lines('neighbours'),
    queues: queuesIn(lines('queues')),
    namespaces: lines('namespaces'),
    sshd: Object.fromEntries(lines('sshd').map((line) => line.split(' ', 2) as [string, string])),
    disks: disksIn(lines('disks')),
    inodes: disksIn(lines('inodes')),
    bridged: text('bridged').trim() === '1',
    members: membersIn(text('members')),
    after: text('after')
      .replace(/^After=/, '')
      .split(/\s+/)
      .filter(Boolean),
    etcds: lines('etcds').map((line) => {
      const [pid = '', state = '', ...command] = line.split(' ');
      return { pid: Number(pid), state, command: command.join(' ').trim() };
    }),
    dockerSaid: text('dockersaid'),
    dockerTold: lines('dockertold'),
    dockerVersion: text('dockerversion').trim(),
    etcdSaid: text('etcdsaid'),
    offloads: lines('offloads'),
  };
}
