import type { SightedKind } from '../../shared/watch/sighting.ts';
import type { Sighting } from './sighting.ts';

const kinds = new Map<string, SightedKind>(
  Object.entries({
    container: 'container',
    network: 'network',
    image: 'image',
    volume: 'volume',
    daemon: 'docker',
    plugin: 'docker',
    node: 'docker',
    service: 'docker',
  }),
);

/** `NANOSECONDS TYPE ACTION ID {"name":…}`, as `docker events` was asked to print it. An action may have words behind a colon. */
export function parseDockerEvent(line: string): Sighting | undefined {
  const found = /^(\d{1,20}) (\w+) ([\w-]+(?:: .*?)?) (\S+) (\{.*)$/.exec(line);
  if (!found) return undefined;
  const [, nanoseconds, type = '', action = '', id = '', attributes = ''] = found;
  const kind = kinds.get(type);
  if (!kind || /^health_status/.test(action)) return undefined;
  const name = nameIn(attributes) ?? id.slice(0, 12);
  return { kind, key: id, name, is: 'happened', detail: action, happened: Number(nanoseconds) };
}

/** What is behind a long line is cut off, so it need not be JSON any more. */
const nameIn = (attributes: string): string | undefined => /"name":"([^"\\]{1,255})"/.exec(attributes)?.[1];
