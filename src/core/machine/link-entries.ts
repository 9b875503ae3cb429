import { behindIntent } from './behind-intent.ts';
import { operation } from './operation.ts';

/** Frames for this MAC go to that machine; of the MAC of zeros, those for which the link knows no better. */
export interface Forwarding {
  mac: string;
  dst: string;
}

/** This address is at that MAC: what the link answers to who asks. */
export interface Neighbour {
  address: string;
  mac: string;
}

/** What a VXLAN link was told. */
export interface Entries {
  forwarding: readonly Forwarding[];
  neighbours: readonly Neighbour[];
}

/** The entry for all that has none of its own; a link may have several of it, one a machine. */
export const unknownMac = '00:00:00:00:00:00';

const macPattern = '(?:[0-9a-f]{2}:){5}[0-9a-f]{2}';
const forwardingLine = new RegExp(`^(${macPattern}) .*?\\bdst ([0-9.]{7,15}) .*\\bself\\b`);
const neighbourLine = new RegExp(`^([0-9.]{7,15}) .*?\\blladdr (${macPattern})\\b`);

/** The same as it was printed, by the two programs that show it. */
type Shown = Entries & { printed: readonly [forwarding: string, neighbours: string] };

/** Nothing where there is no such link; entries that the link has learned by itself are among them. */
export const entriesRead = operation<{ link: string }, Shown>({
  name: 'link.entries',
  program: ({ link }) => ({
    script: 'bridge fdb show dev "$1"; echo; ip -4 neigh show dev "$1" nud permanent; :',
    words: [link],
  }),
  read({ stdout }) {
    const [forwarding = '', neighbours = ''] = stdout.split(/^$/m, 2);
    const found = (text: string, pattern: RegExp) =>
      text.split('\n').flatMap((line) => {
        const [, first = '', second = ''] = pattern.exec(line) ?? [];
        return first ? [[first, second] as const] : [];
      });
    return {
      forwarding: found(forwarding, forwardingLine).map(([mac, dst]) => ({ mac, dst })),
      neighbours: found(neighbours, neighbourLine).map(([address, mac]) => ({ address, mac })),
      printed: [forwarding.trim(), neighbours.trim()],
    };
  },
});

/** Enters them, in place of what the link had for the same MAC or address. */
export const entriesWrite = operation<Entries & { lab: string; link: string; intent?: string }>({
  name: 'link.enter',
  program: ({ lab, intent, link, forwarding, neighbours }) =>
    behindIntent(lab, intent, {
      script: `
link=$1; shift
while [ $# -gt 0 ]; do
  case $1:$2 in
    fdb:${unknownMac}) bridge fdb append "$2" dev "$link" dst "$3" ;;
    fdb:*) bridge fdb replace "$2" dev "$link" dst "$3" ;;
    *) ip neigh replace "$2" lladdr "$3" dev "$link" nud permanent ;;
  esac || exit 1
  shift 3
done`,
      words: [
        link,
        ...forwarding.flatMap(({ mac, dst }) => ['fdb', mac, dst]),
        ...neighbours.flatMap(({ address, mac }) => ['neigh', address, mac]),
      ],
    }),
  read: () => undefined,
});

/** What stood there before comes back; nothing where the entry is gone, or another by now. */
type Back<Entry> = Entry & { link: string; before: string | null };

export const forwardingTakeAway = operation<Back<Forwarding>>({
  name: 'link.forget-forwarding',
  program: ({ link, mac, dst, before }) => ({
    script: `
bridge fdb show dev "$1" 2>/dev/null | awk -v m="$2" -v d="$3" '$1 == m {for (i = 2; i < NF; i++) if ($i == "dst" && $(i + 1) == d) found = 1} END {exit !found}' || exit 0
if [ -n "$4" ]; then bridge fdb replace "$2" dev "$1" dst "$4"; else bridge fdb del "$2" dev "$1" dst "$3"; fi`,
    words: [link, mac, dst, before ?? ''],
  }),
  read: () => undefined,
});

export const neighbourTakeAway = operation<Back<Neighbour>>({
  name: 'link.forget-neighbour',
  program: ({ link, address, mac, before }) => ({
    script: `
case "$(ip -4 neigh show to "$2" dev "$1" nud permanent 2>/dev/null) " in *" lladdr $3 "*) ;; *) exit 0 ;; esac
if [ -n "$4" ]; then ip neigh replace "$2" lladdr "$4" dev "$1" nud permanent; else ip neigh del "$2" dev "$1"; fi`,
    words: [link, address, mac, before ?? ''],
  }),
  read: () => undefined,
});
