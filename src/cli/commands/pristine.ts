import { LabError } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { openLab } from '../open-lab.ts';
import { mayUseSudo, practiceWork } from '../practice-work.ts';
import { runLab } from '../run-lab.ts';
import type { LabOptions } from '../run-options.ts';
import { confirm, type Session } from '../session.ts';

/** `reset --depth pristine`: a practice lab's nodes as they first booted, then the usual look at what stands there. */
export async function pristine(session: Session, options: LabOptions): Promise<number> {
  const lab = await openLab(session, options);
  const { practice } = session.deps;
  const labs = await practice.practiceList({ sudo: mayUseSudo(session) });
  const found = labs.find(({ labFile }) => labFile === lab.file);
  if (!found)
    throw new LabError('bad-input', texts.cli.notPracticeLab({ lab: lab.lab.name }), {
      remedy: texts.cli.notPracticeLabRemedy,
    });
  const nodes = found.nodes.map(({ name }) => name);
  const plan = [
    spoken.cli.pristineNodes({ lab: found.name, nodes }),
    spoken.cli.pristineGoes,
    spoken.cli.pristineStays,
  ];
  await confirm(session, async () => plan, spoken.cli.doThis);
  await practiceWork(session, (how) => practice.practiceReset(found.name, [], how));
  const { code } = await runLab(session, lab, { command: 'reset' });
  return code;
}
