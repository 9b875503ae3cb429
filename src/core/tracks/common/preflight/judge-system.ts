import { texts } from '../../../../shared/texts/text.ts';
import type { Problem } from '../../../engine/step.ts';
import type { SystemFacts } from '../support/facts.ts';
import { ok } from './ok.ts';
import { error, warning } from './wrong.ts';

/** Whoever cannot become root is told so when connecting; this says which way it went. */
export function root({ uid, sudoUser }: SystemFacts): Problem {
  if (uid === 0)
    return ok('root', sudoUser ? texts.preflight.becomesRoot({ user: sudoUser }) : texts.preflight.rootLogsIn);
  return error('root', texts.preflight.notRoot({ uid }), texts.preflight.notRootRemedy);
}

export function init(system: SystemFacts): Problem {
  if (system.init === 'systemd') return ok('init', texts.preflight.systemd);
  const found = texts.preflight.noSystemd({ init: system.init || 'unknown' });
  return error('init', found, texts.preflight.noSystemdRemedy);
}

export function vxlan(system: SystemFacts): Problem {
  if (system.vxlan) return ok('vxlan', texts.preflight.vxlanWorks);
  return error('vxlan', texts.preflight.noVxlan, texts.preflight.noVxlanRemedy, 22);
}

/** Asked only where the lab's packets are to be encrypted. */
export const esp = (system: SystemFacts): Problem =>
  system.esp ? ok('esp', texts.preflight.espWorks) : error('esp', texts.preflight.noEsp, texts.preflight.noEspRemedy);

export function address(system: SystemFacts, wanted: string): Problem {
  if (system.addresses.some((entry) => entry.address === wanted))
    return ok('address', texts.preflight.addressHere({ address: wanted }));
  const there = system.addresses.filter((entry) => entry.link !== 'lo').map((entry) => entry.address);
  const remedy = texts.preflight.addressNotHereRemedy({ addresses: there.join(', ') || texts.preflight.hasNone });
  return error('address', texts.preflight.addressNotHere({ address: wanted }), remedy, 28);
}

/** Images, layers and etcd's data of a lab take some 100 MB; a full disk stops the engine in the middle of a step. */
const leastFreeKb = 300_000;

export function disk({ freeKb }: SystemFacts): Problem {
  if (Number.isNaN(freeKb)) return { level: 'info', code: 'disk', message: texts.preflight.spaceUnknown };
  const free = texts.preflight.spaceFree({ megabytes: Math.round(freeKb / 1000) });
  if (freeKb >= leastFreeKb) return ok('disk', free);
  return warning('disk', texts.preflight.spaceOnly({ free }), texts.preflight.spaceOnlyRemedy);
}

/** `wanted` is the workers'; on their way between the nodes packets grow by `headers`. */
export function mtu(system: SystemFacts, wanted: number, headers: number): Problem {
  if (system.underlayMtu === undefined) return { level: 'info', code: 'mtu', message: texts.preflight.mtuUnknown };
  if (system.underlayMtu >= wanted + headers) return ok('mtu', texts.preflight.mtuIs({ mtu: system.underlayMtu }));
  return {
    level: 'warning',
    code: 'mtu',
    message: texts.preflight.mtuTooSmall({ mtu: system.underlayMtu, wanted, headers }),
    remedy: texts.preflight.mtuTooSmallRemedy({ mtu: system.underlayMtu - headers }),
    diagnosis: 19,
  };
}

export function forwarding(system: SystemFacts): Problem {
  if (system.ipForward) return ok('ip-forward', texts.preflight.forwardingOn);
  return warning('ip-forward', texts.preflight.forwardingOff, texts.preflight.forwardingOffRemedy, 38);
}

/** In the kernel or in userspace: both carry the same packets. */
export function openSwitch({ openSwitch: found }: SystemFacts, node: string): Problem {
  if (found === 'missing') return error('ovs', texts.ovs.notInstalled, texts.ovs.notInstalledRemedy);
  if (found === 'stopped') return error('ovs', texts.ovs.stopped({ node }), texts.ovs.stoppedRemedy);
  return ok('ovs', texts.ovs.here({ where: texts.ovs.where[found] }));
}
