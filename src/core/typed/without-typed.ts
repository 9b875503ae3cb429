import {
  type Inventory,
  type InventoryKind,
  type InventoryRecord,
  inventoryKinds,
  inventoryOf,
  printRecord,
} from '../../shared/inventory/inventory.ts';
import { birdMetric } from '../machine/lab-routes.ts';
import { labSwitch } from '../machine/open-switch.ts';
import { ownPortOf } from '../machine/typed-ways.ts';
import { labBridge } from '../machine/vxlan-link.ts';
import type { Taken } from './typed-note.ts';

/**
 * A node's inventory without what was typed and is taken back now. Where the app came after the typing, its baseline has
 * the typed things, and a node that is as before has them no more.
 */
export function withoutTyped(inventory: Inventory, taken: readonly Taken[]): Inventory {
  if (taken.length === 0) return inventory;
  const records = inventoryKinds.map((kind) => [kind, inventory[kind].flatMap((record) => kept(kind, record, taken))]);
  const { fromLines } = inventory;
  return {
    ...inventoryOf({ ...Object.fromEntries(records), unread: inventory.unread }),
    ...(fromLines && { fromLines }),
  };
}

/** Comes with the first switch of userspace, and goes with the last. */
const switchLink = 'ovs-netdev';

/** Where a lesson has its bridge. */
const onBridge = new RegExp(`\\b${labBridge}\\b`);

function kept(kind: InventoryKind, record: InventoryRecord, taken: readonly Taken[]): InventoryRecord[] {
  const line = printRecord(kind, record);
  const isTyped = taken.some((taking) => {
    switch (taking.do) {
      case 'container':
        return kind === 'containers' && line.includes(taking.id.slice(0, 12));
      case 'network':
        return ['networks', 'namespaces'].includes(kind) && line.includes(taking.id.slice(0, 10));
      case 'bridge':
        return (
          (kind === 'networks' && line.includes(taking.id.slice(0, 10))) ||
          (['links', 'addresses', 'routes', 'firewall'].includes(kind) && onBridge.test(line))
        );
      case 'rule':
        return kind === 'firewall' && line.includes(taking.mark);
      case 'image':
        return kind === 'images' && line.includes(taking.id.slice(7, 19));
      case 'gwbridge':
        return (
          ['networks', 'links', 'addresses', 'routes', 'firewall'].includes(kind) && /\bdocker_gwbridge\b/.test(line)
        );
      case 'file':
      case 'unit':
        return kind === 'files' && 'path' in record && record.path === taking.path;
      case 'data':
        return kind === 'data' && line.startsWith(taking.path);
      case 'link':
        return kind === 'links' && line.startsWith(`${taking.name} `);
      case 'switch':
        return (
          (kind === 'switches' && 'bridge' in record && record.bridge === taking.name) ||
          (kind === 'links' &&
            [taking.name, ownPortOf(taking.name, ''), switchLink].some((name) => line.startsWith(`${name} `))) ||
          (kind === 'addresses' && line.startsWith(`${taking.name} `))
        );
      case 'tunnel':
        return kind === 'switches' && 'port' in record && record.port === taking.port && record.bridge === labSwitch;
      case 'bird':
        return (
          (kind === 'files' && 'path' in record && record.path === taking.path) ||
          (kind === 'routes' && / proto (bird|12) /.test(line) && ` ${line} `.includes(` metric ${birdMetric} `))
        );
      case 'route':
        return kind === 'routes' && line.startsWith(taking.route.split(' via ')[0] ?? taking.route);
      default:
        return false;
    }
  });
  if (isTyped) return [];
  return [kind === 'units' ? running(record as InventoryRecord<'units'>, taken) : record];
}

/** Whoever runs an engine by hand has stopped the system's own; without theirs it runs as it did. */
function running(record: InventoryRecord<'units'>, taken: readonly Taken[]): InventoryRecord<'units'> {
  const wasReplaced = taken.some(
    (taking) => (taking.do === 'end' || taking.do === 'unit') && taking.data === undefined,
  );
  return wasReplaced && /^docker\.(service|socket)$/.test(record.unit) ? { ...record, active: 'active' } : record;
}
