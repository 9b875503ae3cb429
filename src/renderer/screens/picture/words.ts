import type { Thing } from '../../../shared/picture/picture.ts';
import { spoken } from '../../../shared/texts/text.ts';

/** What stands on a thing. */
export const titleOf = ({ kind, name, more }: Thing): string =>
  kind === 'space' && more ? spoken.picture.space({ more }) : name;

/** The second line on a thing: the little that one looks for. */
export function subtitleOf({ kind, state, addresses, mtu, vni, more }: Thing): string {
  const words = spoken.picture;
  const parts = [
    ...(kind === 'machine' ? addresses : addresses.slice(0, 1)),
    ...(more && kind !== 'space' ? [more] : []),
    ...(state === 'down' && kind !== 'container' ? [words.down] : []),
    ...(vni === undefined || kind === 'tunnel' ? [] : [words.vni({ vni })]),
    ...(mtu === undefined || kind === 'nic' ? [] : [words.mtu({ mtu })]),
  ];
  return parts.join(' · ');
}

/** Letters that fit, as wide as they usually are. */
export function cut(text: string, width: number, letter: number): string {
  const most = Math.max(3, Math.floor(width / letter));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
