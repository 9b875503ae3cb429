import { z } from 'zod';
import { parseJson } from '../../gates/limits.ts';

export interface LinkSeen {
  name: string;
  mtu: number;
  isUp: boolean;
  kind?: string;
  master?: string;
  /** Of a VXLAN link. */
  vni?: number;
  port?: number;
  mac: string;
}

const linksSchema = z.array(
  z.object({
    ifname: z.string().max(64),
    mtu: z.number(),
    flags: z.array(z.string()).default([]),
    address: z.string().max(100).default(''),
    master: z.string().max(64).optional(),
    linkinfo: z
      .object({ info_kind: z.string().optional(), info_data: z.record(z.string(), z.unknown()).optional() })
      .optional(),
  }),
);

/** None where they cannot be read. */
export function linksIn(text: string): LinkSeen[] {
  try {
    const shown = linksSchema.parse(parseJson(text, { bytes: 512 * 1024 }, { what: '' }));
    return shown.map(({ ifname, mtu, flags, address, master, linkinfo }) => ({
      ...{ name: ifname, mtu, isUp: flags.includes('UP') && !flags.includes('NO-CARRIER'), mac: address },
      ...(linkinfo?.info_kind && { kind: linkinfo.info_kind }),
      ...(master && { master }),
      ...(linkinfo?.info_kind === 'vxlan' && {
        vni: Number(linkinfo.info_data?.id),
        port: Number(linkinfo.info_data?.port),
      }),
    }));
  } catch {
    return [];
  }
}

export interface Disk {
  line: string;
  free: number;
  percent: number;
  at: string;
}

/** Lines of `df -P`. */
export const disksIn = (lines: readonly string[]): Disk[] =>
  lines.flatMap((line) => {
    const [, free = '', percent = '', at = ''] = /\s(\d+)\s+(\d+)%\s+(\/\S*)$/.exec(line) ?? [];
    return at ? [{ line, free: Number(free), percent: Number(percent), at }] : [];
  });

export interface Queue {
  line: string;
  link: string;
}

export const queuesIn = (lines: readonly string[]): Queue[] =>
  lines.map((line) => ({ line, link: / dev (\S+) /.exec(line)?.[1] ?? '' }));

export interface Member {
  unit: string;
  load: string;
  active: string;
  sub: string;
  result: string;
  command: string;
}

/** What `systemctl show` prints of several units, a blank line between. */
export const membersIn = (text: string): Member[] =>
  text.split(/\n\s*\n/).flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
    const unit = value('Id');
    return unit
      ? [
          {
            unit,
            load: value('LoadState'),
            active: value('ActiveState'),
            sub: value('SubState'),
            result: value('Result'),
            command: value('ExecStart'),
          },
        ]
      : [];
  });
