import type { Problem } from '../../../engine/step.ts';
import type { SystemFacts } from '../support/facts.ts';
import { ok } from './ok.ts';

/** Whoever cannot become root is told so when connecting; this says which way it went. */
export function root({ uid, sudoUser }: SystemFacts): Problem {
  if (uid === 0) return ok('root', sudoUser ? `${sudoUser} becomes root through sudo` : 'root logs in');
  return {
    level: 'error',
    code: 'root',
    message: `commands run as user ${uid}, not as root`,
    remedy: 'Log in as root, or as a user who may use sudo for every command.',
  };
}

export function init(system: SystemFacts): Problem {
  if (system.init === 'systemd') return ok('init', 'systemd');
  return {
    level: 'error',
    code: 'init',
    message: `process 1 is ${system.init || 'unknown'}, not systemd`,
    remedy: 'The lab manages etcd and docker as systemd services: use a node that runs systemd.',
  };
}

export function vxlan(system: SystemFacts): Problem {
  if (system.vxlan) return ok('vxlan', 'the kernel can create VXLAN links');
  return {
    level: 'error',
    code: 'vxlan',
    message: 'the kernel cannot create a VXLAN link',
    remedy: 'Load it: modprobe vxlan. Where that fails, install the extra modules of this kernel.',
    diagnosis: 22,
  };
}

export function address(system: SystemFacts, wanted: string): Problem {
  if (system.addresses.some((entry) => entry.address === wanted)) return ok('address', `${wanted} is on this node`);
  const there = system.addresses.filter((entry) => entry.link !== 'lo').map((entry) => entry.address);
  return {
    level: 'error',
    code: 'address',
    message: `${wanted} is not an address of this node`,
    remedy: `Use one of its own in the lab file: ${there.join(', ') || 'it has none'}.`,
    diagnosis: 28,
  };
}

/** Images, layers and etcd's data of a lab take some 100 MB; a full disk stops the engine in the middle of a step. */
const leastFreeKb = 300_000;

export function disk({ freeKb }: SystemFacts): Problem {
  if (Number.isNaN(freeKb)) return { level: 'info', code: 'disk', message: 'the free space in /var/lib is unknown' };
  const free = `${Math.round(freeKb / 1000)} MB free in /var/lib`;
  if (freeKb >= leastFreeKb) return ok('disk', free);
  return {
    level: 'warning',
    code: 'disk',
    message: `only ${free}`,
    remedy: 'Free some space first: docker system df shows what uses it.',
  };
}

/** `wanted` is the overlay's in the lab file; the engine takes 1450 by itself. */
export function mtu(system: SystemFacts, wanted = 1450): Problem {
  if (system.underlayMtu === undefined)
    return { level: 'info', code: 'mtu', message: 'the MTU of the underlay is unknown' };
  if (system.underlayMtu >= wanted + 50) return ok('mtu', `underlay MTU ${system.underlayMtu}`);
  return {
    level: 'warning',
    code: 'mtu',
    message: `underlay MTU ${system.underlayMtu}: full overlay packets of ${wanted} + 50 bytes do not fit`,
    remedy: `Set “mtu: ${system.underlayMtu - 50}” under “network:” in the lab file.`,
    diagnosis: 19,
  };
}

export function forwarding(system: SystemFacts): Problem {
  if (system.ipForward) return ok('ip-forward', 'IP forwarding is on');
  return {
    level: 'warning',
    code: 'ip-forward',
    message: 'IP forwarding is off: containers cannot reach the outside through eth1',
    remedy: 'sysctl net.ipv4.ip_forward=1',
    diagnosis: 38,
  };
}
