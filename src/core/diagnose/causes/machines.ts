import type { Cause, Judge } from '../cause.ts';
import { type Seen, seenNodes, underlayOf } from '../sight.ts';

/** Whether there is a way in, and whether sshd lets in as many as a run needs. */
export const ways: Judge = ({ nodes }) => [
  ...nodes.flatMap(({ name, error }): Cause[] =>
    error ? [{ row: 53, nodes: [name], evidence: [`${name}: ${error.message}`] }] : [],
  ),
  ...seenNodes({ nodes }).flatMap(strictSshd),
];

/** A run needs three sessions at a time, and sshd drops beginners from the first number on. */
const neededSessions = 3;

function strictSshd({ name, look: { sshd } }: Seen): Cause[] {
  const sessions = Number(sshd.maxsessions ?? 10);
  const startups = Number(sshd.maxstartups?.split(':')[0] ?? 10);
  if (sessions >= neededSessions && (startups >= neededSessions || startups === 0)) return [];
  const evidence = Object.entries(sshd).map(([option, value]) => `${name}: sshd -T: ${option} ${value}`);
  return [{ row: 44, nodes: [name], evidence, isLatent: true }];
}

/** Kilobytes without which neither the engine nor the ledger can write. */
const leastKb = 2048;
const fewKb = 50 * 1024;
/** Seconds that clocks may be apart; members of a store and certificates bear as much. */
const mostApart = 30;

/** The machines themselves: links, disks, clocks, kernels. */
export const machines: Judge = (sight) => {
  const nodes = seenNodes(sight);
  return [...nodes.flatMap(linkDown), ...nodes.flatMap(diskFull), ...nodes.flatMap(kernel), ...clocks(nodes)];
};

function linkDown(node: Seen): Cause[] {
  const { name, address, look } = node;
  const link = underlayOf(node);
  // Behind a translator a node may have another address than the one by which it is reached.
  if (!link) return [];
  const seen = look.links.find((one) => one.name === link);
  if (!seen || seen.isUp) return [];
  return [
    {
      ...{ row: 54, nodes: [name], evidence: [`${name}: ip link show ${link}: state DOWN, which has ${address}`] },
      commands: [`ip link set ${link} up`],
    },
  ];
}

function diskFull({ name, look: { disks, inodes } }: Seen): Cause[] {
  const full = disks.filter(({ free, percent }) => free < leastKb || (percent >= 99 && free < fewKb));
  const used = inodes.filter(({ free }) => free < 10);
  if (full.length + used.length === 0) return [];
  return [
    {
      ...{ row: 55, nodes: [name] },
      evidence: [
        ...full.map(({ line }) => `${name}: df -k: ${line}`),
        ...used.map(({ line }) => `${name}: df -i: ${line}`),
      ],
    },
  ];
}

function kernel({ name, look: { facts, offloads } }: Seen): Cause[] {
  const [major = 0, minor = 0] = facts.kernel.split('.').map(Number);
  const isOld = major < 3 || (major === 3 && minor < 16);
  const broken = offloads.filter((line) => / on\b/.test(line));
  return [
    ...(isOld && facts.kernel ? [{ row: 23, nodes: [name], evidence: [`${name}: uname -r: ${facts.kernel}`] }] : []),
    ...(broken.length > 0
      ? [
          {
            ...{ row: 18, nodes: [name], evidence: broken.map((line) => `${name}: vmxnet3 ${line}`) },
            isLatent: true as const,
          },
        ]
      : []),
  ];
}

function clocks(nodes: readonly Seen[]): Cause[] {
  const read = nodes.flatMap(({ name, look, read: when }) => {
    const clock = look.facts.clockSeconds;
    return when && Number.isFinite(clock) ? [{ name, least: clock - when.to, most: clock - when.from }] : [];
  });
  const first = read.toSorted((a, b) => a.least - b.least)[0];
  if (!first) return [];
  const ahead = read.filter(({ least }) => least - first.most > mostApart);
  if (ahead.length === 0) return [];
  const evidence = ahead.map(
    ({ name, least }) => `${name}: date: ${Math.round(least - first.least)} s ahead of ${first.name}`,
  );
  return [{ row: 56, nodes: ahead.map(({ name }) => name), evidence, isLatent: true }];
}
