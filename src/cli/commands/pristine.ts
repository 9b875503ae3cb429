import { LabError } from '../../shared/errors.ts';
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
    throw new LabError(
      'bad-input',
      `${lab.lab.name} is not a practice lab: only those can be made as they first booted`,
      {
        remedy: 'For your own machines: --depth typed, which also removes what was typed by hand.',
      },
    );
  const names = found.nodes.map(({ name }) => name).join(', ');
  const plan = [
    `${found.name}: ${names} become as they first booted.`,
    '  Everything on them goes, whoever made it: containers, images, networks, files, running programs.',
    '  Addresses and host keys stay.',
  ];
  await confirm(session, async () => plan, 'Do this?');
  await practiceWork(session, (how) => practice.practiceReset(found.name, [], how));
  const [code] = await runLab(session, lab, { command: 'reset' });
  return code;
}
