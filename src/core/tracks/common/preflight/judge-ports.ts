import { texts } from '../../../../shared/texts/text.ts';
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
          message: texts.preflight.typedEtcd,
        },
      ];
    const etcdHeld = needsEtcd && system.distroEtcdActive && !system.ourEtcdActive;
    if (etcdHeld)
      return [
        {
          level: 'info',
          code: 'ports',
          message: texts.preflight.systemEtcd,
        },
      ];
    return [ok('ports', texts.preflight.portsFree({ ports: Object.keys(holders) }))];
  }
  return foreign.map(({ port, protocol, process }) => ({
    level: 'error' as const,
    code: 'ports',
    message: texts.preflight.portTaken({ port, protocol, program: process || texts.preflight.anotherProgram }),
    remedy: texts.preflight.portTakenRemedy({ port }),
    diagnosis: port === 7946 ? 31 : undefined,
  }));
}
