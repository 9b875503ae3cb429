import {
  type Inventory,
  type InventoryKind,
  type InventoryRecord,
  inventoryKinds,
  inventoryOf,
  printRecord,
  toRecord,
} from '../../shared/inventory/inventory.ts';
import { recordOfFields } from './record-of-fields.ts';

/**
 * Baselines of version 1 held lines for people, and labs that were built with it still stand. This reader makes records of
 * them; a line of which none can be made stays a line.
 */
export function inventoryOfLines(lines: Partial<Record<InventoryKind, readonly string[]>>): Inventory {
  const unread: { kind: InventoryKind; line: string }[] = [];
  const fromLines = new Map<InventoryRecord, string>();
  const recordsOf = (kind: InventoryKind) =>
    (lines[kind] ?? []).flatMap((line) => {
      const record = recordOfLine(kind, line);
      if (record === undefined) unread.push({ kind, line });
      else fromLines.set(record, line);
      return record ?? [];
    });
  const records = Object.fromEntries(inventoryKinds.map((kind) => [kind, recordsOf(kind)]));
  return { ...inventoryOf(records), unread, fromLines };
}

/**
 * The line that version 1 kept of a record. It took the path of a file's content, as sha256sum writes it, for a word without
 * blanks, and put a blank after a unit of which systemd has no more to say.
 */
export function formerLine<K extends InventoryKind>(kind: K, record: InventoryRecord<K>): string {
  if ('enabled' in record) return `${record.unit} ${record.active} ${record.enabled}`;
  if (!('sha256' in record)) return printRecord(kind, record);
  // sha256sum doubles backslashes, and marks the sum of such a name.
  const [word = ''] = record.path.replaceAll('\\', '\\\\').split(/[ \t\n]/);
  return printRecord('files', { path: word, sha256: `${record.path.includes('\\') ? '\\' : ''}${record.sha256}` });
}

type Reader = (line: string) => unknown;

/** A reader whose pattern's groups are the fields that the script prints now. */
const fields =
  (kind: InventoryKind, pattern: RegExp): Reader =>
  (line) => {
    const found = pattern.exec(line);
    return found
      ? recordOfFields(
          kind,
          found.slice(1).filter((field) => field !== undefined),
        )
      : undefined;
  };

const readers: Record<InventoryKind, Reader> = {
  containers: (line) => /^(?<name>\S*) (?<id>\S+) (?<state>\S*)$/.exec(line)?.groups,
  networks: networkOf,
  images: (line) => {
    const [id, ...tags] = line.split(' ');
    return { id, tags };
  },
  volumes: (line) => /^(?<name>.*) (?<driver>\S+)$/.exec(line)?.groups,
  files: fields('files', /^(.*?) (?:(mode) (\S+) (\S+)|(->) (.*)|(\\?[0-9a-f]{64}))$/),
  units: fields('units', /^(\S+) (\S*) (\S*)$/),
  data: (line) => ({ path: line }),
  links: fields('links', /^(\S+) (mtu) (\d+)$/),
  switches: fields('switches', /^(\S+)(?: (\S+))?$/),
  addresses: fields('addresses', /^(\S+) (\S+)$/),
  routes: fields('routes', /^(.*)$/),
  firewall: fields('firewall', /^(\*\w+) ([46]) (.*)$/),
  sysctls: fields('sysctls', /^(.*?) = (.*)$/),
  namespaces: (line) => ({ name: line }),
  labs: labOf,
};

/** The groups of a pattern have no prototype, and the schemas want plain objects. */
function recordOfLine(kind: InventoryKind, line: string): InventoryRecord | undefined {
  // No script ever told more than one line of a thing; and the patterns are linear on one line only.
  if (line.includes('\n')) return undefined;
  const made = readers[kind](line);
  return made ? toRecord(kind, { ...made }) : undefined;
}

/** Read from its end: a name may hold blanks. */
function networkOf(line: string): unknown {
  const words = line.split(' ').filter(Boolean);
  const subnets: string[] = [];
  while (words.length > 2 && /^[\da-fA-F.:]+\/\d+$/.test(words.at(-1) ?? '')) subnets.push(words.pop() ?? '');
  const id = words.length > 2 && !isEngineOwn(words[0]) ? words.pop() : undefined;
  const driver = words.pop();
  return (
    words.length > 0 && { name: words.join(' '), driver, ...(id !== undefined && { id }), subnets: subnets.reverse() }
  );
}

const isEngineOwn = (name = ''): boolean => ['bridge', 'host', 'none'].includes(name);

function labOf(line: string): unknown {
  const stranger = /^(.*) \(left: the lab did not make it\)$/.exec(line)?.[1];
  if (stranger !== undefined) return { stranger };
  return /^\/var\/lib\/overlay-lab\/[^/ ]+$/.test(line) ? { directory: line } : { refusal: line };
}
