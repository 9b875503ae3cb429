import { texts } from '../../../../shared/texts/text.ts';
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
      message: texts.preflight.lacks({ programs: needed.map(({ program }) => program) }),
      remedy: texts.preflight.installMissing({ command: installCommand([...needed, ...observing], os) }),
    });
  if (observing.length > 0)
    problems.push({
      level: 'warning',
      code: 'tools-to-look',
      message: texts.preflight.lacksSome({
        each: observing.map(({ program, only }) => texts.preflight.lacksFor({ program, what: only ?? '' })),
      }),
      remedy: texts.preflight.installMissing({ command: installCommand(observing, os) }),
    });
  return problems.length > 0 ? problems : [ok('tools', texts.preflight.programsInstalled)];
}
