import type { Problem } from '../../../engine/step.ts';
import type { SystemFacts } from '../support/facts.ts';
import type { Pairs } from '../support/pairs.ts';
import { tryingProgram } from '../support/pairs-program.ts';
import type { Questions } from '../support/questions.ts';
import { ok } from './ok.ts';

/** `tried` is what the other nodes tried here: the lab itself could listen on these ports. */
export function ports(system: SystemFacts, { holders, needsEtcd }: Questions, tried: Pairs): Problem[] {
  const foreign = system.listeners.filter(
    // The lab itself tries the ports at this moment, or another app's check does. Of a program that has just begun no name is known.
    ({ protocol, port, process }) =>
      holders[port] &&
      !holders[port].includes(process) &&
      process !== tryingProgram &&
      !(process === '' && tried.some((one) => one.protocol === protocol && one.port === port)),
  );
  if (foreign.length === 0) {
    if (needsEtcd && system.foreignEtcd)
      return [
        {
          level: 'info',
          code: 'ports',
          message: 'a manually started etcd uses 2379; the lab uses it if it is a healthy member',
        },
      ];
    const etcdHeld = needsEtcd && system.distroEtcdActive && !system.ourEtcdActive;
    if (etcdHeld)
      return [
        {
          level: 'info',
          code: 'ports',
          message:
            'the system’s own etcd uses 2379 and 2380; it is stopped while the lab needs them, and undo starts it again',
        },
      ];
    return [ok('ports', `${Object.keys(holders).join(', ')} are free or ours`)];
  }
  return foreign.map(({ port, protocol, process }) => ({
    level: 'error' as const,
    code: 'ports',
    message: `${port}/${protocol} is in use by ${process || 'another program'}`,
    remedy: `Stop it on the node: ss -lntup 'sport = :${port}' shows it.`,
    diagnosis: port === 7946 ? 31 : undefined,
  }));
}
