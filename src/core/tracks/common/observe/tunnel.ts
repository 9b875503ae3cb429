import { LabError } from '../../../../shared/errors.ts';
import { dataPortOf, isEncrypted, type Lab } from '../../../../shared/lab/lab.ts';
import type { TunnelMeasurement } from '../../../../shared/run/measurements.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import type { Finding, Problem } from '../../../engine/step.ts';
import { findNetworks } from '../../../machine/engine-objects.ts';
import { operation } from '../../../machine/operation.ts';
import { parseSwitchTunnels } from '../../../measure/switch-tunnels.ts';
import { parseCapture, parseForwarding, parseTunnel } from '../../../measure/tunnel.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { workerName } from '../support/names.ts';
import type { Way } from '../support/way.ts';
import { allWorkers } from '../support/worker-state.ts';

/** Two questions and two answers. */
const packets = 4;

/** Who has the tunnel: the commands that show its end and its table, and how they are read. */
const seers = {
  ip: {
    show: (what: string) => `ip -d link show ${what}`,
    forwardingOf: (device: string) => `bridge fdb show dev ${device}`,
    read: (link: string, table: string) => ({ end: parseTunnel(link), behind: parseForwarding(table) }),
  },
  ovs: {
    show: () => 'ovs-appctl dpif/show',
    forwardingOf: (device: string) => `ovs-appctl fdb/show ${device}`,
    read: parseSwitchTunnels,
  },
};
type Seer = keyof typeof seers;

/** Packets that are encrypted have no port that anybody could read. */
const catching = (lab: Lab) => `-e -n -c ${packets} -i any ${isEncrypted(lab) ? 'esp' : `udp port ${dataPortOf(lab)}`}`;

/** Where a track has its end of the tunnel. */
export interface TunnelPlace {
  /** The kernel's own, seen with `ip`, unless told. */
  by?: Seer;
  device: string;
  /** What `ip link show` is asked for: where others may have links of their own, the device. */
  shown: string;
  /** Of the lab's network with this id on this node; absent where it is the node's own. */
  namespace?: (id: string) => string;
  target: Way['target'];
  /** What helps where a node does not know what is behind another. */
  unknown: { remedy: Words; diagnosis?: number };
}

/** libnetwork names an overlay's namespace after the first digits of the network's id. */
export const overlayTunnel: TunnelPlace = {
  device: 'vxlan0',
  shown: 'type vxlan',
  namespace: (id) => `/var/run/docker/netns/1-${id}`,
  target: workerName,
  unknown: { remedy: texts.observe.doesNotKnowRemedy, diagnosis: 16 },
};

const ownNamespace = '/proc/1/ns/net';

/**
 * $1 the namespace, $2 what to show there, $3 the tunnel's end, $4 the own worker, $5 what tcpdump is asked for, $6 the machine whose packets are caught, then the other workers'
 * addresses, first the one behind that machine. One line a thing: `NAME BASE64`. The packets are asked for when
 * tcpdump says that it listens; the other pings have the engines find out where everyone is.
 */
export const tunnelLook = operation<
  {
    by?: Seer;
    namespace: string;
    device: string;
    shown: string;
    container: string;
    /** Words of tcpdump, apart by single spaces. */
    catching: string;
    peer: string;
    targets: readonly string[];
  },
  { link: string; forwarding: string; capture: string }
>({
  name: 'tunnel.look',
  program: ({ by = 'ip', namespace, shown, device, container, catching, peer, targets }) => ({
    script: `
namespace=$1 shown=$2 device=$3 worker=$4 catching=$5 peer=$6 target=$7
shift 6
say() { printf '%s %s\\n' "$1" "$(printf %s "$2" | base64 -w0)"; }
caught=
if command -v tcpdump >/dev/null; then
  caught=$(timeout -k 2 6 tcpdump -l $catching and host "$peer" 2>&1 | while IFS= read -r line; do
    printf '%s\\n' "$line"
    case $line in *'listening on'*) docker exec "$worker" ping -c 2 -W 2 "$target" >/dev/null 2>&1 & ;; esac
  done)
fi
for other in "$@"; do docker exec "$worker" ping -c 1 -W 2 "$other" >/dev/null 2>&1 & done
wait
say link "$(nsenter --net="$namespace" ${seers[by].show('$shown')} 2>&1)"
say forwarding "$(nsenter --net="$namespace" ${seers[by].forwardingOf('"$device"')} 2>&1)"
say capture "$caught"
`,
    words: [namespace, shown, device, container, catching, peer, ...targets],
    timeout: 60_000,
  }),
  read({ stdout }) {
    const said = new Map(stdout.split('\n').map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
    const text = (name: string) => Buffer.from(said.get(name) ?? '', 'base64').toString('utf8');
    return { link: text('link'), forwarding: text('forwarding'), capture: text('capture') };
  },
});

/** What VXLAN does underneath: the tunnel's end on each node, where it sends what, and a packet caught on the wire. */
export const tunnelAt = (place: TunnelPlace): LabStep => ({
  check: async (context) => judge(context, place),
  apply: (context) => look(context, place),
  commands: (lab) =>
    lab.nodes.flatMap(({ name }, index) => [
      ...shownBy(place, `$(docker network inspect -f '{{.Id}}' ${lab.network.name} | cut -c1-10)`).map((command) => ({
        node: name,
        command,
      })),
      // On one node it shows both ways.
      ...(index > 0
        ? []
        : [
            {
              node: name,
              command: `docker exec -d worker-1 ping -c 20 ${place.target(lab, lab.nodes[1]?.name ?? '')}`,
            },
            { node: name, command: `timeout 20 tcpdump ${catching(lab)}` },
          ]),
    ]),
});

/** The two commands that show the tunnel's end, and where it sends what. */
function shownBy({ by = 'ip', device, shown, namespace }: TunnelPlace, id: string): [string, string] {
  const within = namespace ? `nsenter --net=${namespace(id)} ` : '';
  return [`${within}${seers[by].show(shown)}`, `${within}${seers[by].forwardingOf(device)}`];
}

async function look(context: LabContext, place: TunnelPlace): Promise<void> {
  const { node, nodes, lab, signal } = context;
  const all = await allWorkers(context);
  const own = all.findIndex((one) => one.node === node);
  const others = [...all.slice(own + 1), ...all.slice(0, Math.max(own, 0))];
  const [worker, [next], [network]] = [all[own], others, await findNetworks(node, lab.network.name, signal)];
  if (!worker || !next || !network) return;
  const id = network.id.slice(0, 10);
  const { by = 'ip', device, shown, namespace = () => ownNamespace } = place;
  const targets = others.map(({ address }) => address);
  const from = { by, namespace: namespace(id), device, shown, container: worker.container };
  const asked = { ...from, catching: catching(lab), peer: next.node.address, targets };
  const { link, forwarding: table, capture: caught } = await node.run(tunnelLook, asked, { signal });
  const [showing, forwarding] = shownBy(place, id);
  context.output(node.name, showing, link);
  context.output(node.name, forwarding, table);
  if (caught) context.output(node.name, `tcpdump ${catching(lab)} and host ${next.node.address}`, caught);
  const { end, behind } = seers[by].read(link, table);
  if (!end.ok)
    throw new LabError('command-failed', texts.observe.tunnelUnread({ network: lab.network.name, why: end.reason }), {
      node: node.name,
      remedy: texts.observe.tunnelUnreadRemedy,
    });
  const machines = new Set(nodes.map(({ address }) => address));
  const packet = parseCapture(caught);
  context.measured({
    kind: 'tunnel',
    node: node.name,
    ...end.value,
    behind: behind.filter(({ address }) => machines.has(address)),
    ...(packet && { packet }),
  });
}

function judge(context: LabContext, { unknown }: TunnelPlace): Finding {
  const seen = context.measurements().findLast((one) => one.kind === 'tunnel');
  if (!seen) return finding('missing', texts.observe.notChecked);
  const others = context.nodes.filter((node) => node !== context.node);
  const lost = others.filter(({ address }) => !seen.behind.some((one) => one.address === address));
  if (lost.length > 0) {
    const message = texts.observe.doesNotKnow({ node: context.node.name, others: lost.map(({ name }) => name) });
    return finding('drifted', message, {
      problems: [{ level: 'error', code: 'forwarding', message, ...unknown }],
    });
  }
  return finding('satisfied', summaryOf(seen), { problems: seen.packet ? [] : [noPacket] });
}

const noPacket: Problem = {
  level: 'info',
  code: 'no-packet',
  message: texts.observe.noPacket,
  remedy: texts.observe.noPacketRemedy,
};

function summaryOf({ vni, port, packet }: TunnelMeasurement): Words {
  const where = port ? texts.observe.tunnelPort({ vni, port }) : texts.observe.tunnel({ vni });
  return packet ? texts.observe.tunnelPacket({ tunnel: where, from: packet.from, to: packet.to }) : where;
}
