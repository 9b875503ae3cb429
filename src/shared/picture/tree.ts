import { roughBitRate } from '../run/units.ts';
import { spoken } from '../texts/text.ts';
import { type Flow, needsOf, type Picture, type Thing } from './picture.ts';

/** The picture as a tree: between the machines first, then each machine with what is in it. */
export interface Branch {
  thing: Thing;
  /** All that the picture says of it, in one line. */
  text: string;
  /** What flows through it now: apart, since it is another each time. */
  flow?: string;
  branches: Branch[];
}

export function treeOf(picture: Picture): Branch[] {
  const branch = (thing: Thing): Branch => ({
    thing,
    text: textOf(picture, thing),
    ...(thing.flow && { flow: flowText(thing.flow) }),
    branches: picture.things.filter(({ within }) => within === thing.id).map(branch),
  });
  return picture.things.filter(({ within }) => within === undefined).map(branch);
}

/** `receives 94 Mbit/s, sends 1.2 Mbit/s`. */
export const flowText = ({ received, sent }: Flow): string =>
  spoken.picture.flows({ received: roughBitRate(received), sent: roughBitRate(sent) });

/** `vxlan0: tunnel endpoint, up, MTU 1450, VNI 256 → br0, host0`. */
export function textOf(picture: Picture, thing: Thing): string {
  const { kind, name, state, isOthers, addresses, mtu, vni, more, within } = thing;
  const words = spoken.picture;
  const parts = [
    words.kinds[kind],
    ...(more ? [more] : []),
    ...(state === 'up' && kind !== 'machine' && kind !== 'container' ? [words.up] : []),
    ...(state === 'down' && kind !== 'container' ? [words.down] : []),
    ...addresses,
    ...(mtu === undefined ? [] : [words.mtu({ mtu })]),
    ...(vni === undefined || kind === 'tunnel' ? [] : [words.vni({ vni })]),
    ...(isOthers ? [words.others] : []),
  ];
  const to = needsOf(picture, thing.id).filter(({ id }) => id !== within);
  const leads = to.length > 0 ? ` ${words.leads({ to: to.map((one) => one.name) })}` : '';
  return `${name}: ${parts.join(', ')}${leads}`;
}
