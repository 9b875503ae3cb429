import type { Problem } from '../../../shared/steps.ts';
import type { SystemFacts } from '../support/facts.ts';
import { ok } from './ok.ts';

/** Who may hold which port: the engine has 7946 and 4789 once it runs with a store, etcd the others. */
const holders: Record<number, string[]> = {
  2379: ['etcd'],
  2380: ['etcd'],
  4001: ['etcd'],
  7946: ['dockerd'],
  4789: ['', 'dockerd'],
};

export function ports(system: SystemFacts): Problem[] {
  const foreign = system.listeners.filter(
    ({ port, process }) => !(holders[port] ?? []).includes(process) && port !== 4001,
  );
  if (foreign.length === 0) {
    if (system.foreignEtcd)
      return [
        {
          level: 'info',
          code: 'ports',
          message: 'an etcd started by hand holds 2379; the lab uses it if it is a healthy member',
        },
      ];
    const etcdHeld = system.distroEtcdActive && !system.ourEtcdActive;
    if (etcdHeld)
      return [
        {
          level: 'info',
          code: 'ports',
          message:
            'the system’s own etcd holds 2379 and 2380; it is stopped while the lab needs them, and started again by undo',
        },
      ];
    return [ok('ports', '2379, 2380, 7946 and 4789 are free or ours')];
  }
  return foreign.map(({ port, protocol, process }) => ({
    level: 'error' as const,
    code: 'ports',
    message: `${port}/${protocol} is taken by ${process || 'another program'}`,
    remedy: `Stop it on the node: ss -lntup 'sport = :${port}' names it.`,
    diagnosis: port === 7946 ? 31 : undefined,
  }));
}
