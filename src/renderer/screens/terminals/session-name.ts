import type { SessionInfo } from './terminals-store.ts';

/** Where it is, with the server that is running in front of it. */
export function sessionName(info: SessionInfo | undefined): string {
  if (!info) return '';
  const place = info.container ? `${info.container} @ ${info.node}` : info.node;
  return info.front ? `${info.front} · ${place}` : place;
}
