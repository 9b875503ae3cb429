import { posix } from 'node:path';
import type { Lab, LabNode } from '../../../shared/lab/lab.ts';
import { birdUnitPath } from '../../ledger/lab-files.ts';
import { behindIntent } from '../../machine/behind-intent.ts';
import { birdMetric } from '../../machine/lab-routes.ts';
import { nothing, operation } from '../../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../../machine/own-directory.ts';
import { labBridge } from '../../machine/vxlan-link.ts';
import { guardLines } from '../common/support/guard-rules.ts';
import { allowedFrom, unitStartScript } from '../common/support/guard-unit.ts';

export const birdUnit = posix.basename(birdUnitPath);
export const birdDirectory = (lab: string): string => `${stateDirectory(lab)}/bird`;

/** Its socket and what it notes, apart from those of the distribution's BIRD. */
const runtime = 'overlay-lab-bird';
export const birdSocket = `/run/${runtime}/bird.ctl`;

const bgpPort = 179;
/** A private one, the one that Calico has. */
const privateAs = 64_512;

/** Each node tells each other one its bridge's subnet, and takes from the others only what is in the lab's range. */
export const birdConfig = (lab: Lab, node: Pick<LabNode, 'name' | 'address'>, whole: string): string =>
  [
    'log stderr all;',
    `router id ${node.address};`,
    'protocol device { }',
    `protocol direct { ipv4; interface "${labBridge}"; }`,
    `protocol kernel { metric ${birdMetric}; ipv4 { import none; export where source = RTS_BGP; }; }`,
    ...lab.nodes.flatMap(({ name, address }, index) =>
      name === node.name
        ? []
        : [
            `protocol bgp peer${index + 1} {`,
            `  local ${node.address} port ${bgpPort} as ${privateAs}; strict bind yes;`,
            `  neighbor ${address} port ${bgpPort} as ${privateAs}; direct;`,
            '  hold time 30; connect delay time 1; connect retry time 2; error wait time 1, 4;',
            `  ipv4 { import where net ~ [ ${whole}+ ]; export where source = RTS_DEVICE; next hop self; };`,
            '}',
          ],
    ),
    '',
  ].join('\n');

/** The kernel keeps the routes of a BIRD that was killed: they go with the unit, however it ends. */
const forgetRoutes = `ip -4 route show proto bird | grep -w "metric ${birdMetric}" | while read -r route; do ip route delete $route; done; :`;

export const birdUnitFile = (lab: Lab, node: LabNode, sources: readonly string[]): string =>
  `# Written by Overlay Lab for the lab "${lab.name}"; removed by its reset.
[Unit]
Description=BIRD on ${node.name} of the Overlay Lab "${lab.name}"
After=network.target

[Service]
RuntimeDirectory=${runtime}
CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_BIND_SERVICE CAP_NET_RAW CAP_NET_BROADCAST CAP_DAC_OVERRIDE
${guardLines(node.address, allowedFrom(lab, sources), { tcp: [String(bgpPort)], udp: [] }).join('\n')}
ExecStopPost=/bin/sh -c '${forgetRoutes.replaceAll('$', '$$$$')}'
ExecStart=/usr/sbin/bird -f -c ${birdDirectory(lab.name)}/bird.conf -s ${birdSocket}
Restart=on-failure
RestartSec=1

[Install]
WantedBy=multi-user.target
`;

export const birdLook = operation<Record<never, never>, { isInstalled: boolean; runs: boolean }>({
  name: 'bird.look',
  program: () => ({
    script: `[ -x /usr/sbin/bird ] && echo installed; systemctl is-active -q ${birdUnit} && echo runs; :`,
    words: [],
  }),
  read: ({ stdout }) => {
    const said = stdout.split('\n');
    return { isInstalled: said.includes('installed'), runs: said.includes('runs') };
  },
});

/** Writes its configuration and its unit, and starts it. */
export const birdStart = operation<{ lab: string; config: string; text: string; intent?: string | undefined }>({
  name: 'bird.start',
  program: ({ lab, config, text, intent }) =>
    behindIntent(lab, intent, {
      script: `${ownDirectoryScript}
set -e
config=$5
enter "$1" && make_own bird 700 || { echo "$why" >&2; exit 1; }
printf %s "$config" >bird/bird.conf
${unitStartScript('')}`,
      words: [stateDirectory(lab), birdUnitPath, birdUnit, text, config],
    }),
  read: nothing,
});

/** What a killed BIRD left, where its unit does not take it away any more. */
export const birdRoutesForget = operation<Record<never, never>>({
  name: 'bird.forget-routes',
  program: () => ({ script: `systemctl is-active -q ${birdUnit} || { ${forgetRoutes}; }`, words: [] }),
  read: nothing,
});

export const birdCommands = (socket = birdSocket): string[] =>
  ['show protocols', 'show route'].map((asked) => `birdc -s ${socket} ${asked}`);

export const birdShow = operation<Record<never, never>, string[]>({
  name: 'bird.show',
  program: () => ({
    script: birdCommands()
      .map((command) => `${command} 2>&1 | head -c 8192 | base64 -w0; echo`)
      .join('\n'),
    words: [],
  }),
  read: ({ stdout }) => stdout.split('\n').map((line) => Buffer.from(line, 'base64').toString('utf8')),
});
