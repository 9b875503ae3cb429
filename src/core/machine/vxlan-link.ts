import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { parseJson } from '../gates/limits.ts';
import { behindIntent } from './behind-intent.ts';
import { operation } from './operation.ts';
import { type Along, readTakenAway, type TakenAway } from './taken-away.ts';

/** The bridge of a lab's own network on each node, where the lab names it: the kernel takes 15 characters. */
export const labBridge = 'br-lab';
/** The lab's VXLAN link, and its number. */
export const vxlanLink = 'vx77';
export const vxlanVni = 77;

/**
 * The MAC address of a lab's link: the one mark that the kernel gives a link in the moment in which it makes it. Nobody
 * sends to it. One that is administered locally, and no container's, which begin with 02:42.
 */
export function markOf(lab: string): string {
  const digest = createHash('sha256').update(`overlay-lab ${lab}`).digest('hex');
  return `06:${digest.slice(0, 10).replace(/..(?=.)/g, '$&:')}`;
}

/** A link as the kernel shows it. */
export interface LinkState {
  mac: string;
  mtu: number;
  isUp: boolean;
  /** The bridge that it is plugged into. */
  master?: string;
  vxlan?: {
    vni: number;
    local: string;
    port: number;
    /** It learns from what it receives, and floods what it does not know. */
    learns: boolean;
    /** It answers for others, and tells of what it does not know. */
    asks: boolean;
  };
}

const shownSchema = z.array(
  z.object({
    address: z.string().max(100).default(''),
    mtu: z.number(),
    flags: z.array(z.string()).default([]),
    master: z.string().max(100).optional(),
    linkinfo: z
      .object({ info_kind: z.string().optional(), info_data: z.record(z.string(), z.unknown()).optional() })
      .optional(),
  }),
);

function parseShown(text: string): z.infer<typeof shownSchema>[number] | undefined {
  try {
    return shownSchema.parse(parseJson(text, { bytes: 64 * 1024 }, { what: '' }))[0];
  } catch {
    return undefined;
  }
}

/** Undefined where there is no link of this name. */
export const linkRead = operation<{ name: string }, LinkState | undefined>({
  name: 'link.read',
  program: ({ name }) => ({ argv: ['ip', '-d', '-j', 'link', 'show', 'dev', name], expect: 'any' }),
  read({ status, stdout }, { node, args }) {
    if (status !== 0) return undefined;
    const shown = parseShown(stdout);
    if (!shown) throw new LabError('command-failed', texts.machine.linkUnread({ node, name: args.name }), { node });
    const { address: mac, mtu, flags, master, linkinfo } = shown;
    const data = linkinfo?.info_kind === 'vxlan' ? (linkinfo.info_data ?? {}) : undefined;
    return {
      ...{ mac, mtu, isUp: flags.includes('UP') },
      ...(master !== undefined && { master }),
      ...(data && {
        vxlan: {
          ...{ vni: Number(data.id), local: typeof data.local === 'string' ? data.local : '', port: Number(data.port) },
          ...{
            learns: data.learning !== false,
            asks: data.proxy === true && data.l2miss === true && data.l3miss === true,
          },
        },
      }),
    };
  },
});

export interface LinkPlan {
  name: string;
  mtu: number;
  vni: number;
  port: number;
  local: string;
  /** See `LinkState`: it is told what it does not know, or learns it. */
  isTold: boolean;
  master: string;
}

/** What `ip link add` is told, after the link's name. */
export const kindOf = ({ vni, port, local, isTold }: LinkPlan): string[] => [
  ...['type', 'vxlan', 'id', String(vni), 'dstport', String(port), 'local', local],
  ...(isTold ? ['nolearning', 'proxy', 'l2miss', 'l3miss'] : []),
];

/** As ip tells it: a node may see another machine's links below /sys. */
const hasMark = (name: string, mark: string) => `ip link show dev "$${name}" 2>/dev/null | grep -q "ether $${mark} "`;

/** Makes the lab's link, in place of one of its own that is another, and plugs it in; `isThere`: only the latter. */
export const linkMake = operation<LinkPlan & { lab: string; isThere: boolean; intent?: string }>({
  name: 'link.make',
  program: ({ lab, intent, isThere, ...plan }) =>
    behindIntent(lab, intent, {
      script: `
name=$1 mark=$2 mtu=$3 master=$4 there=$5; shift 5
if [ "$there" = no ]; then
  ${hasMark('name', 'mark')} && ip link delete dev "$name"
  ip link add name "$name" address "$mark" mtu "$mtu" "$@" || exit 1
fi
ip link set dev "$name" master "$master" && ip link set dev "$name" up`,
      words: [plan.name, markOf(lab), String(plan.mtu), plan.master, isThere ? 'yes' : 'no', ...kindOf(plan)],
    }),
  read: () => undefined,
});

/**
 * Removes a link that has the lab's mark, with what was entered on it; not where an entry leads to another machine, or somebody
 * told it of an address at a MAC that is behind none of the lab's.
 */
export const linkTakeAway = operation<{ lab: string; name: string } & Along, TakenAway>({
  name: 'link.take-away',
  program: ({ lab, name, force, machines }) => ({
    script: `
name=$1 mark=$2 force=$3; shift 3
ip link show dev "$name" >/dev/null 2>&1 || exit 0
${hasMark('name', 'mark')} || { echo others; exit 0; }
if [ "$force" = no ]; then
  kept=$({ bridge fdb show dev "$name"; ip -4 neigh show dev "$name" nud permanent; } 2>/dev/null | awk -v own=" $* " '
    $2 == "lladdr" { if (!($3 in known)) print "kept " $1 " lladdr " $3; next }
    / permanent/ { for (i = 1; i < NF; i++) if ($i == "dst") {
      if (index(own, " " $(i + 1) " ")) known[$1]; else print "kept " $1 " dst " $(i + 1) } }')
  [ -z "$kept" ] || { echo "$kept"; exit 0; }
fi
ip link delete dev "$name"`,
    words: [name, markOf(lab), force ? 'yes' : 'no', ...machines],
  }),
  read: readTakenAway,
});

export const linkShow = operation<{ name: string }, string>({
  name: 'link.show',
  program: ({ name }) => ({ argv: ['ip', '-d', 'link', 'show', name], expect: 'any' }),
  read: ({ stdout }) => stdout,
});
