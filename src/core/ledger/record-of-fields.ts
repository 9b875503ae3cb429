import { type InventoryKind, type InventoryRecord, toRecord } from '../../shared/inventory/inventory.ts';

type Fields = readonly string[];

/** What the fields of each kind mean, as the script of the baseline prints them; of the rest the engine is asked. */
const meanings: Partial<Record<InventoryKind, (fields: Fields) => unknown>> = {
  files: fileOf,
  units: ([unit, active, enabled, ...more]) => more.length === 0 && { unit, active, enabled },
  data: ([path, ...more]) => more.length === 0 && { path },
  links: ([name, word, mtu, ...more]) =>
    word === 'mtu' && /^\d+$/.test(mtu ?? '') && more.length === 0 && { name, mtu: Number(mtu) },
  switches: ([bridge, port, ...more]) => more.length === 0 && { bridge, ...(port !== undefined && { port }) },
  addresses: ([link, address, ...more]) => more.length === 0 && { link, address },
  routes: routeOf,
  firewall: ruleOf,
  sysctls: ([key, value, ...more]) => more.length === 0 && { key, value },
  namespaces: ([name, ...more]) => more.length === 0 && { name },
  labs: ([word = '', what, ...more]) =>
    ['directory', 'stranger', 'refusal'].includes(word) && more.length === 0 && { [word]: what },
};

/** The record of this kind that the fields of a line make; undefined where they make none. */
export function recordOfFields<K extends InventoryKind>(kind: K, fields: Fields): InventoryRecord<K> | undefined {
  return toRecord(kind, meanings[kind]?.(fields));
}

/** Read from its end: a name may hold tabs. */
function fileOf(fields: Fields): unknown {
  const joined = (from: number, to?: number) => fields.slice(from, to).join('\t');
  if (fields.at(-3) === 'mode') return { path: joined(0, -3), mode: fields.at(-2), owner: fields.at(-1) };
  const arrow = fields.indexOf('->', 1);
  if (arrow > 0) return arrow < fields.length - 1 && { path: joined(0, arrow), target: joined(arrow + 1) };
  const [path, sum = ''] = [joined(0, -1), fields.at(-1)];
  if (fields.length < 2) return undefined;
  if (!sum.startsWith('\\')) return { path, sha256: sum };
  // sha256sum marks a name in which it had to double backslashes; a line break in one is left as it is told.
  return !/(?<!\\)(?:\\\\)*\\n/.test(path) && { path: path.replaceAll('\\\\', '\\'), sha256: sum.slice(1) };
}

const routeTypes = 'unicast|unreachable|blackhole|prohibit|throw|multicast|anycast|nat';
const route = new RegExp(`^((?:(?:${routeTypes}) )?\\S+)(?: (.*))?$`);

/** The further hops of a route begin with a tab. */
function routeOf(fields: Fields): unknown {
  const [, destination, attributes = ''] = route.exec(fields.join(' ').trim()) ?? [];
  return { destination, attributes };
}

function ruleOf([table = '', family, ...more]: Fields): unknown {
  const what = more.join('\t');
  const [, chain, policy] = /^:(\S+) (\S+)$/.exec(what) ?? [];
  const named = /^\*\w+$/.test(table) && { table: table.slice(1), family: Number(family) };
  if (chain !== undefined) return named && { ...named, chain, policy };
  return named && what.startsWith('-') && { ...named, rule: what };
}
