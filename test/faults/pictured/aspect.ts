import type { Picture, Thing } from '../../../src/shared/picture/picture.ts';
import { spoken } from '../../../src/shared/texts/text.ts';
import { inNode } from '../../support/nodes/practice.ts';

/** One thing in which a picture can be right or wrong: what a node says of it, and what the picture shows. A line each. */
export interface Aspect {
  told: (lab: string, node: string, network: string) => Promise<string[]>;
  shown: (picture: Picture, node: string) => string[];
}

const sorted = (lines: readonly string[]) => lines.filter(Boolean).toSorted((one, other) => (one < other ? -1 : 1));
const linesOf = async (lab: string, node: string, script: string) =>
  sorted((await inNode(lab, node, script)).split('\n').map((line) => line.trim()));
const on = (picture: Picture, node: string, ...kinds: Thing['kind'][]) =>
  picture.things.filter((one) => one.node === node && kinds.includes(one.kind));

/** `NAME MTU up` of each line of `ip -o link`. */
const links = (what: string) =>
  `${what} | sed -nE 's/^[0-9]+: ([^:@]+)[:@][^<]*<([^>]*)>.* mtu ([0-9]+) .*/\\1 \\3 \\2/p' | while read -r name mtu flags; do
  case ",$flags," in *,NO-CARRIER,*) state=down;; *,UP,*) state=up;; *) state=down;; esac; echo "$name $mtu $state"; done`;
const linkLine = ({ name, mtu, state }: Thing) => `${name} ${mtu} ${state}`;

/** As shell words that stand before a command: in the namespace of the lab's overlay, or in a worker. */
export const inOverlay = (network: string): string =>
  `nsenter --net=$(ls -d /var/run/docker/netns/*-$(docker network inspect -f '{{.Id}}' ${network} | cut -c1-10) | grep -v /lb_)`;
const inWorker = (worker: string) => `nsenter --net=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' ${worker})`;
export const workerOn = (node: string): string => `worker-${node.replace('node', '')}`;

export const machineLinks: Aspect = {
  told: (lab, node) =>
    linesOf(lab, node, ['bridge', 'veth', 'vxlan'].map((kind) => links(`ip -o link show type ${kind}`)).join('\n')),
  shown: (picture, node) =>
    sorted(
      on(picture, node, 'bridge', 'veth', 'vtep', 'nic')
        .filter(({ within }) => within === `machine ${node}`)
        .map(linkLine),
    ),
};

export const containers: Aspect = {
  told: (lab, node) => linesOf(lab, node, "docker ps -a --format '{{.Names}} {{.State}}'"),
  shown: (picture, node) => sorted(on(picture, node, 'container').map(({ name, more }) => `${name} ${more}`)),
};

export const workerLinks: Aspect = {
  told: (lab, node) =>
    linesOf(
      lab,
      node,
      `in="${inWorker(workerOn(node))}"; ${links('$in ip -o link show type veth')}; $in ip -o -4 addr | sed -nE 's/^[0-9]+: (eth[0-9]+) +inet ([^ ]+) .*/\\1 \\2/p'`,
    ),
  shown: (picture, node) => {
    const worker = on(picture, node, 'container').find(({ name }) => name === workerOn(node));
    const ends = on(picture, node, 'end').filter(({ within }) => within === worker?.id);
    return sorted(ends.flatMap((end) => [linkLine(end), ...end.addresses.map((one) => `${end.name} ${one}`)]));
  },
};

const overlaySpace = (picture: Picture, node: string, network: string) =>
  on(picture, node, 'space').find(
    ({ more, id }) => more === spoken.picture.ofNetwork({ network }) && !id.includes('lb_'),
  );

export const overlayLinks: Aspect = {
  told: (lab, node, network) =>
    linesOf(lab, node, `in="${inOverlay(network)}"; ${links('$in ip -o link')} | grep -v ^lo`),
  shown: (picture, node) => {
    const space = overlaySpace(picture, node, 'myapp');
    return sorted(
      on(picture, node, 'bridge', 'veth', 'vtep', 'link')
        .filter(({ within }) => within === space?.id)
        .map(linkLine),
    );
  },
};

/** What tunnels were told or learned: `MAC is on MACHINE`. */
const behind = (where: string) =>
  `${where} bridge fdb | sed -nE 's/^([0-9a-f:]+) dev [^ ]+ dst ([0-9.]+) .*/\\1 is on \\2/p'`;
const behindLines = (things: readonly Thing[]) =>
  sorted(
    things.flatMap(({ entries }) => entries.map((one) => (/ is on /.test(one) ? one.replace(/ \(.*\)$/, '') : ''))),
  );

export const overlayForwarding: Aspect = {
  told: (lab, node, network) => linesOf(lab, node, behind(inOverlay(network))),
  shown: (picture, node) => {
    const space = overlaySpace(picture, node, 'myapp');
    return behindLines(on(picture, node, 'vtep').filter(({ within }) => within === space?.id));
  },
};

export const machineForwarding: Aspect = {
  told: (lab, node) => linesOf(lab, node, behind('')),
  shown: (picture, node) => behindLines(on(picture, node, 'vtep').filter(({ within }) => within === `machine ${node}`)),
};

export const overlayNeighbours: Aspect = {
  told: (lab, node, network) =>
    linesOf(
      lab,
      node,
      `${inOverlay(network)} ip -4 neigh show nud permanent | sed -nE 's/^([0-9.]+) .* lladdr ([0-9a-f:]+) .*/\\1 is \\2/p'`,
    ),
  shown: (picture, node) => {
    const space = overlaySpace(picture, node, 'myapp');
    const things = picture.things.filter(({ within }) => space !== undefined && within === space.id);
    const told = things.flatMap(({ entries }) => entries.filter((one) => one.endsWith(`(${spoken.picture.told})`)));
    return sorted(told.map((one) => one.replace(/ \(.*\)$/, '')).filter((one) => /^[0-9.]+ is /.test(one)));
  },
};

export const routes: Aspect = {
  told: (lab, node) => linesOf(lab, node, "ip -4 route | sed -nE 's/^([0-9.]+[^ ]*) via ([0-9.]+) .*/\\1 \\2/p'"),
  shown: (picture, node) =>
    sorted(on(picture, node, 'route').map(({ name, more = '' }) => `${name} ${more.replace(/^via /, '')}`)),
};

export const daemons: Aspect = {
  told: (lab, node) =>
    linesOf(lab, node, 'systemctl is-active -q docker && echo docker; pgrep -x etcd >/dev/null && echo etcd; :'),
  shown: (picture, node) => {
    const runs = on(picture, node, 'machine').some(({ more }) => more === spoken.picture.dockerRuns);
    const member = picture.ties.some(({ kind, from }) => kind === 'member' && from === `machine ${node}`);
    return [...(runs ? ['docker'] : []), ...(member ? ['etcd'] : [])];
  },
};

export const ports: Aspect = {
  told: (lab, node) => linesOf(lab, node, 'for one in $(ovs-vsctl list-br); do ovs-vsctl list-ports $one; done'),
  shown: (picture, node) =>
    sorted(
      picture.ties
        .filter(({ kind, from, to }) => kind === 'plugged' && [from, to].some((id) => id.startsWith(`switch ${node} `)))
        .flatMap(
          ({ from, to }) =>
            picture.things.find(({ id, kind }) => [from, to].includes(id) && kind !== 'switch')?.name ?? [],
        ),
    ),
};
