import { LabError } from '../../../shared/errors.ts';
import type { LabNode } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import { type LabPlace, type Route, routeOf } from './route.ts';
import { openSshConfig, type SshConfig } from './ssh-config.ts';

export interface Place extends LabPlace {
  /** The lab's node that all this is for; jump hosts speak in its name. */
  name: string;
  signal?: AbortSignal | undefined;
  /** ~/.ssh/config, where it was read already. */
  config?: SshConfig;
}

const mostJumps = 8;

/** Looks up what the lab file leaves open in ~/.ssh/config, jump hosts included. */
export async function findRoute(ssh: LabNode['ssh'], place: Place, depth = 0): Promise<Route> {
  // A practice lab's forwarder, or a tunnel of the person's own: `Host *` with a ProxyJump is not meant for it.
  if (/^(127\.|::1$)/.test(ssh.host)) return routeOf(place.name, ssh, {}, [], place);
  const say = place.config ?? (await openSshConfig(place.env, place.signal));
  const config = say({ host: ssh.host, ...(ssh.user && { user: ssh.user }), ...(ssh.port && { port: ssh.port }) });
  const hops = config.proxyJump?.split(',') ?? [];
  if (hops.length + depth > mostJumps)
    throw new LabError('bad-input', texts.remote.tooManyJumps({ host: ssh.host }), {
      node: place.name,
    });
  const jumps: Route[] = [];
  for (const [index, hop] of hops.entries()) {
    const route = await findRoute(jumpOf(hop, place.name), { ...place, config: say }, depth + hops.length);
    // As ssh -J does: the way to the first is the first one's own business, the others are named here.
    jumps.push(...(index === 0 ? route.jumps : []), { ...route, jumps: [] });
  }
  return routeOf(place.name, ssh, config, jumps, place);
}

/** `user@host:port` or `ssh://user@host:port`. */
export function jumpOf(text: string, node: string): LabNode['ssh'] {
  const match =
    /^(?:ssh:\/\/)?(?:([A-Za-z_][\w.@-]*\$?)@)?(?:\[([0-9A-Fa-f:]+)\]|([A-Za-z0-9_][\w.-]*))(?::(\d{1,5}))?\/?$/.exec(
      text.trim(),
    );
  const [, user, address, name, port] = match ?? [];
  const host = address ?? name;
  if (!host || (port && (Number(port) < 1 || Number(port) > 65535)))
    throw new LabError('bad-input', texts.remote.notJumpHost({ text }), { node });
  return { host, ...(user && { user }), ...(port && { port: Number(port) }) };
}
