import type { Problem } from '../../../engine/step.ts';
import type { SystemFacts } from '../support/facts.ts';
import { installCommand, missingTools } from '../support/tools.ts';
import { ok } from './ok.ts';

/** All that is missing at once: without some nothing can be built, without others something cannot be looked at. */
export function tools({ tools: there, os }: SystemFacts): Problem[] {
  const { needed, observing } = missingTools(there);
  const problems: Problem[] = [];
  if (needed.length > 0)
    problems.push({
      level: 'error',
      code: 'tools',
      message: `has no ${needed.map(({ program }) => program).join(', ')}`,
      remedy: `Install what is missing: ${installCommand([...needed, ...observing], os)}`,
    });
  if (observing.length > 0)
    problems.push({
      level: 'warning',
      code: 'tools-to-look',
      message: observing.map(({ program, only }) => `has no ${program}: ${only} cannot be shown`).join('; '),
      remedy: `Install what is missing: ${installCommand(observing, os)}`,
    });
  return problems.length > 0 ? problems : [ok('tools', 'all programs are installed')];
}
