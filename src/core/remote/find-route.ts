import type { LabNode } from '../../shared/lab.ts';
import { type Route, routeOf } from './route.ts';

export async function findRoute(
  target: { name: string; ssh: LabNode['ssh']; baseDir: string },
  env: NodeJS.ProcessEnv,
): Promise<Route> {
  return routeOf(target.name, target.ssh, {}, [], { baseDir: target.baseDir, env });
}
