import { closeSync, openSync, readSync } from 'node:fs';

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  unpacked?: boolean;
  executable?: boolean;
}

export interface Packed {
  /** With slashes, without one at its start. */
  file: string;
  size: number;
  /** Beside the archive. */
  unpacked: boolean;
}

/** Every file of an app.asar: its head is JSON after 16 bytes of sizes. */
export function listArchive(archive: string): Packed[] {
  const descriptor = openSync(archive, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(descriptor, sizes, 0, 16, 0);
    const head = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(descriptor, head, 0, head.length, 16);
    return filesOf(JSON.parse(head.toString('utf8')) as Entry, '');
  } finally {
    closeSync(descriptor);
  }
}

function filesOf({ files = {} }: Entry, below: string): Packed[] {
  return Object.entries(files).flatMap(([name, entry]) => {
    const file = `${below}${name}`;
    if (entry.files) return filesOf(entry, `${file}/`);
    return [{ file, size: entry.size ?? 0, unpacked: entry.unpacked ?? false }];
  });
}
