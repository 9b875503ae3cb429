import { LabError } from '../../shared/errors.ts';
import type { Node } from './port.ts';

export interface UnitState {
  active: boolean;
  enabled: boolean;
}

export async function readUnit(node: Node, unit: string, signal?: AbortSignal): Promise<UnitState> {
  const source = 'systemctl is-active -- "$1"; systemctl is-enabled -- "$1" 2>/dev/null; :';
  const { stdout } = await node.script(source, [unit], { signal });
  const [active, enabled] = stdout.split('\n');
  return {
    active: active === 'active' || active === 'activating' || active === 'reloading',
    enabled: enabled === 'enabled',
  };
}

/** Starts or stops a unit and waits until systemd says that it is done; the error carries the journal's reason. */
export async function setUnit(
  node: Node,
  unit: string,
  action: 'start' | 'stop' | 'restart',
  signal?: AbortSignal,
): Promise<void> {
  const source = 'systemctl reset-failed -- "$2" 2>/dev/null; systemctl "$1" -- "$2"';
  const { status } = await node.script(source, [action, unit], { signal, expect: 'any', timeout: 120_000 });
  if (status === 0) return;
  const reason = await journalReason(node, unit);
  throw new LabError('command-failed', `${unit} did not ${action}${reason ? `: ${reason}` : ''}`, {
    node: node.name,
    remedy: `Check it on ${node.name}: journalctl -u ${unit} -n 50`,
  });
}

export async function reloadSystemd(node: Node, signal?: AbortSignal): Promise<void> {
  await node.exec(['systemctl', 'daemon-reload'], { signal });
}

/**
 * After the file of a unit that was stopped is gone. systemd mostly has forgotten the unit by itself then, and a reload,
 * which runs a dozen generators, is saved.
 */
export async function forgetUnit(node: Node, unit: string, signal?: AbortSignal): Promise<void> {
  const source = '[ "$(systemctl show -p LoadState --value -- "$1")" = not-found ] || systemctl daemon-reload';
  await node.script(source, [unit], { signal });
}

/** The last lines that a unit itself wrote, which say why it failed better than systemd's own; or that the node goes down. */
export async function journalReason(node: Node, unit: string): Promise<string> {
  const source = `[ "$(systemctl is-system-running 2>/dev/null)" != stopping ] || { echo 'the node is shutting down'; exit; }
journalctl -u "$1" -n 40 -o cat --no-pager 2>/dev/null`;
  const { stdout } = await node.script(source, [unit], { expect: 'any' });
  const lines = stdout
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const noise = /^[\w.@-]+\.service: |^Failed to start |level=(debug|info|warning)/;
  const said = lines.filter((line) => !noise.test(line));
  const telling = said.filter((line) => /fail|error|fatal|unable|invalid|conflict|cannot|refused/i.test(line));
  return (telling.slice(-3).join(' · ') || said.slice(-2).join(' · ')).slice(0, 600);
}
