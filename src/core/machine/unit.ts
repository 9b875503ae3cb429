import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { behindIntent } from './behind-intent.ts';
import { nothing, operation } from './operation.ts';
import type { Node } from './port.ts';

export interface UnitState {
  active: boolean;
  enabled: boolean;
}

/** A script to which the unit is given. */
const withUnit = (script: string) => ({
  program: ({ unit }: { unit: string }) => ({ script, words: [unit] }),
});

export const unitRead = operation<{ unit: string }, UnitState>({
  name: 'unit.read',
  ...withUnit('systemctl is-active -- "$1"; systemctl is-enabled -- "$1" 2>/dev/null; :'),
  read({ stdout }) {
    const [active, enabled] = stdout.split('\n');
    return {
      active: active === 'active' || active === 'activating' || active === 'reloading',
      enabled: enabled === 'enabled',
    };
  },
});

export const readUnit = (node: Node, unit: string, signal?: AbortSignal): Promise<UnitState> =>
  node.run(unitRead, { unit }, { signal });

/** A change whose intent it waits for. */
interface Behind {
  lab: string;
  intent: string;
}

type UnitAction = 'start' | 'stop' | 'restart';

/** True once systemd says that it is done. */
export const unitSet = operation<{ unit: string; action: UnitAction; behind?: Behind | undefined }, boolean>({
  name: 'unit.set',
  program: ({ unit, action, behind }) =>
    behindIntent(behind?.lab ?? '', behind?.intent, {
      script: 'systemctl reset-failed -- "$2" 2>/dev/null; systemctl "$1" -- "$2"',
      words: [action, unit],
      expect: 'any',
      timeout: 120_000,
    }),
  read: ({ status }) => status === 0,
});

/** Starts or stops a unit and waits until systemd says that it is done; the error carries the journal's reason. */
export async function setUnit(
  node: Node,
  unit: string,
  action: UnitAction,
  { signal, behind }: { signal?: AbortSignal; behind?: Behind } = {},
): Promise<void> {
  if (await node.run(unitSet, { unit, action, behind }, { signal })) return;
  throw await unitFailed(node, unit, action);
}

/** What systemd could not do, and why. */
export async function unitFailed(node: Node, unit: string, action: UnitAction): Promise<LabError> {
  const reason = await journalReason(node, unit);
  return new LabError('command-failed', texts.machine.unitDidNot({ unit, action, reason }), {
    node: node.name,
    remedy: texts.machine.unitRemedy({ node: node.name, unit }),
  });
}

export const systemdReload = operation({
  name: 'systemd.reload',
  program: () => ({ argv: ['systemctl', 'daemon-reload'] }),
  read: nothing,
});

export const reloadSystemd = (node: Node, signal?: AbortSignal): Promise<void> =>
  node.run(systemdReload, {}, { signal });

/**
 * After the file of a unit that was stopped is gone. systemd mostly has forgotten the unit by itself then, and a reload,
 * which runs a dozen generators, is saved.
 */
export const unitForget = operation<{ unit: string }>({
  name: 'unit.forget',
  ...withUnit('[ "$(systemctl show -p LoadState --value -- "$1")" = not-found ] || systemctl daemon-reload'),
  read: nothing,
});

export const forgetUnit = (node: Node, unit: string, signal?: AbortSignal): Promise<void> =>
  node.run(unitForget, { unit }, { signal });

/** The last lines that a unit itself wrote, which say why it failed better than systemd's own; or that the node goes down. */
export const unitReason = operation<{ unit: string }, string>({
  name: 'unit.reason',
  program: ({ unit }) => ({
    script: `[ "$(systemctl is-system-running 2>/dev/null)" != stopping ] || { echo 'the node is shutting down'; exit; }
journalctl -u "$1" -n 40 -o cat --no-pager 2>/dev/null`,
    words: [unit],
    expect: 'any',
  }),
  read: ({ stdout }) => reasonIn(stdout),
});

export const journalReason = (node: Node, unit: string): Promise<string> => node.run(unitReason, { unit });

function reasonIn(journal: string): string {
  const lines = journal
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const noise = /^[\w.@-]+\.service: |^Failed to start |level=(debug|info|warning)/;
  const said = lines.filter((line) => !noise.test(line));
  const telling = said.filter((line) => /fail|error|fatal|unable|invalid|conflict|cannot|refused/i.test(line));
  return (telling.slice(-3).join(' · ') || said.slice(-2).join(' · ')).slice(0, 600);
}
