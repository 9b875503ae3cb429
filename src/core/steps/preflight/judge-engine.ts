import type { Problem } from '../../../shared/steps.ts';
import type { NodeFacts } from '../support/facts.ts';
import { ok } from './ok.ts';

/** The first engine whose libnetwork knows the overlay driver, and the first without `--cluster-store`. */
const firstEngine = [1, 9] as const;
const firstEngineWithoutStore = 23;

export function engine({ engine: found, engineError }: NodeFacts): Problem[] {
  if (!found)
    return [
      {
        level: 'error',
        code: 'engine',
        message: `the engine does not answer: ${engineError}`,
        remedy: 'Install docker.io and start it: systemctl start docker',
      },
    ];
  const [major = 0, minor = 0] = found.ServerVersion.split('.').map(Number);
  const problems: Problem[] = [ok('engine', `engine ${found.ServerVersion}, API ${found.apiVersion}`)];
  if (major >= firstEngineWithoutStore)
    problems.push({
      level: 'error',
      code: 'engine-version',
      message: `engine ${found.ServerVersion} has no --cluster-store any more (removed in 23.0)`,
      remedy: 'Use a node with Docker 1.9 to 20.10 for this track, such as a practice lab of suite bookworm.',
      diagnosis: 1,
    });
  else if (major < firstEngine[0] || (major === firstEngine[0] && minor < firstEngine[1]))
    problems.push({
      level: 'error',
      code: 'engine-version',
      message: `engine ${found.ServerVersion} has no overlay driver yet`,
      remedy: 'Use Docker 1.9 to 20.10.',
    });
  const swarm = found.Swarm?.LocalNodeState;
  if (swarm && swarm !== 'inactive')
    problems.push({
      level: 'error',
      code: 'swarm',
      message: `swarm mode is ${swarm}`,
      remedy: 'Leave the swarm first: docker swarm leave (it ends the services of this node).',
      diagnosis: 2,
    });
  else problems.push(ok('swarm', 'swarm mode is inactive'));
  if (found.LiveRestoreEnabled)
    problems.push({
      level: 'warning',
      code: 'live-restore',
      message: 'live-restore is on: overlay connections can break when docker restarts',
      remedy: 'Turn it off in daemon.json for the lab.',
      diagnosis: 36,
    });
  return problems;
}
