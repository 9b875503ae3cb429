import type { Lab, LabNode } from '../../../../shared/lab/lab.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';
import type { Change } from '../../../ledger/change.ts';
import { guardUnitPath } from '../../../ledger/lab-files.ts';
import { behindIntent } from '../../../machine/behind-intent.ts';
import { readFile, sha256 } from '../../../machine/file.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { stateDirectory } from '../../../machine/own-directory.ts';
import type { Node } from '../../../machine/port.ts';
import { nodeFacts } from './facts.ts';
import { finding } from './finding.ts';
import { type Guarded, guardChain, guardLines, guardSweep, othersLink } from './guard-rules.ts';
import type { LabContext } from './lab-step.ts';
import { guardUnit } from './names.ts';
import { unitSweep } from './sweep.ts';

export const allowedFrom = (lab: Lab, sources: readonly string[]): string[] => [
  ...new Set(['127.0.0.1', ...lab.nodes.map(({ address }) => address), ...sources]),
];

/**
 * A unit that only lets in nobody but the lab's nodes to these ports. `sources`: addresses from which the other nodes come,
 * beside those of the lab file.
 */
export const guardUnitFile = (lab: Lab, node: LabNode, guarded: Guarded, sources: readonly string[]): string =>
  `# Written by Overlay Lab for the lab "${lab.name}"; removed by its reset.
[Unit]
Description=Firewall rules of ${node.name} of the Overlay Lab "${lab.name}"
After=network.target
Before=docker.service

[Service]
Type=oneshot
RemainAfterExit=yes
${guardLines(node.address, allowedFrom(lab, sources), guarded).join('\n')}
ExecStart=/bin/true

[Install]
WantedBy=multi-user.target
`;

/**
 * Writes the file of a unit and starts it. $2 is the file, $3 the unit, $4 its text, which everybody on the node may read in
 * its file too; input would take one round trip more.
 * A unit that was not there yet needs no reload of systemd, which runs a dozen generators; one that systemd knows
 * with another text does.
 */
export const unitStartScript = (how: '--no-block' | '') => `
state=$(systemctl show -p LoadState --value -- "$3" 2>/dev/null || :)
draft=$2.overlay-lab
printf %s "$4" >"$draft" || { rm -f "$draft"; exit 1; }
chmod 644 "$draft"; mv -f "$draft" "$2"
systemctl reset-failed "$3" 2>/dev/null || :
systemctl --no-reload enable -q "$3"
[ "$state" = not-found ] && systemctl restart ${how} "$3" 2>/dev/null || { systemctl daemon-reload; systemctl restart ${how} "$3"; }
`;

/** A unit of the firewall rules alone, which hold when this has ended. */
export async function startGuard(context: LabContext, node: Node, guarded: Guarded): Promise<void> {
  const { lab, signal } = context;
  const labNode = lab.nodes.find(({ name }) => name === node.name);
  if (!labNode) throw new Error(`${node.name} is not in the lab`);
  const [before, sources] = await Promise.all([readFile(node, guardUnitPath, signal), sourcesTo(context, node)]);
  const text = guardUnitFile(lab, labNode, guarded, sources);
  const changes: Change[] = [
    { kind: 'file', path: guardUnitPath, before: before ?? null, wrote: sha256(text), reload: 'systemd' },
    { kind: 'unit', unit: guardUnit, own: true, before: { active: false, enabled: false } },
  ];
  await context.carry(node, changes, async (intent, unlessUnwritten) => {
    await node.run(guardStart, { lab: lab.name, text, intent }, { signal: unlessUnwritten });
  });
}

export const guardStart = operation<{ lab: string; text: string; intent?: string | undefined }>({
  name: 'guard.start',
  program: ({ lab, text, intent }) =>
    behindIntent(lab, intent, {
      script: `set -e
${unitStartScript('')}`,
      words: [stateDirectory(lab), guardUnitPath, guardUnit, text],
    }),
  read: nothing,
});

/** Where a node has several addresses, the others see it come from one that need not be the lab file's. */
export async function sourcesTo(context: LabContext, node: Node): Promise<string[]> {
  const all = await Promise.all(context.nodes.map((other) => nodeFacts(context, other)));
  return all.flatMap(({ system }) => system.sources.filter(({ to }) => to === node.address).map(({ from }) => from));
}

/** Whether the lab's unit runs, and what of the ports is open all the same. */
export interface GuardSeen {
  isOurs: boolean;
  open: string[];
}

/** Looks at the rules: nobody can be asked over UDP whether it hears. */
export const guardRead = operation<{ guarded: Guarded }, GuardSeen>({
  name: 'guard.read',
  program: ({ guarded }) => ({
    script: `
systemctl is-active -q ${guardUnit} && echo ours
iptables -w 5 -S INPUT 2>/dev/null | sed -n 's/.* -p \\(tcp\\|udp\\) .*--dport \\([0-9:]*\\) -j ${guardChain}$/rule \\1 \\2/p'
${othersLink(guarded)} && echo others
:`,
    words: [],
  }),
  read({ stdout }, { args: { guarded } }) {
    const lines = stdout.split('\n');
    const hasOthers = lines.includes('others');
    const wanted = [
      ...guarded.tcp.map((port) => `tcp ${port}`),
      ...guarded.udp.map((port) => `udp ${port}`),
      ...(hasOthers || guarded.dataPort === undefined ? [] : [`udp ${guarded.dataPort}`]),
    ];
    return { isOurs: lines.includes('ours'), open: wanted.filter((one) => !lines.includes(`rule ${one}`)) };
  },
});

/** Those of these nodes to whose ports strangers get. */
export async function openOn({ signal }: LabContext, nodes: readonly Node[], guarded: Guarded): Promise<Node[]> {
  const seen = await Promise.all(nodes.map((node) => node.run(guardRead, { guarded }, { signal })));
  return nodes.filter((_, index) => !seen[index]?.isOurs || seen[index].open.length > 0);
}

/** What was found as it should be, unless strangers get to these nodes. */
export function unlessOpen({ lab }: LabContext, found: Finding, open: readonly Node[]): Finding {
  if (open.length === 0) return found;
  const nodes = open.map(({ name }) => name);
  const from = lab.nodes.map(({ address }) => address);
  return finding('missing', texts.tracks.unguarded({ nodes }), {
    facts: found.facts,
    diff: nodes.map((node) => texts.tracks.addsGuard({ node, from })),
  });
}

/** Where no ledger tells of it any more: the unit is known by its file's first line, the rules by their chain. */
export async function sweepGuard({ lab }: Pick<LabContext, 'lab'>, node: Node): Promise<void> {
  await node.run(unitSweep, { lab: lab.name, unit: guardUnit, file: guardUnitPath, directories: [] });
  await node.run(guardSweep, { unitPath: guardUnitPath });
}
