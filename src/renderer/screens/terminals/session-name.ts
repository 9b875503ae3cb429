import type { SessionInfo } from './terminals-store.ts';

export function sessionName(info: SessionInfo | undefined): string {
  if (!info) return '';
  return info.container ? `${info.container} @ ${info.node}` : info.node;
}
