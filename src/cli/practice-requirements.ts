import { LabError } from '../shared/errors.ts';
import { practiceProgress } from './render/practice-progress.ts';
import { confirm, type Session } from './session.ts';

/** Says what the practice lab lacks on this machine and asks before it installs it. */
export async function ensureRequirements(session: Session): Promise<void> {
  const { practice } = session.deps;
  const { ok, missing, reasons } = await practice.requirements();
  if (ok) return;
  if (missing.length === 0)
    throw new LabError('practice-lab', `The practice lab cannot work here: ${reasons.join(' ')}`, {
      remedy: 'Or use machines of your own: write a lab file and name it with --lab.',
    });
  const plan = ['The practice lab needs Debian packages that are missing:', ...reasons.map((reason) => `  ${reason}`)];
  await confirm(session, async () => plan, `Install ${missing.join(' ')}?`);
  const progress = practiceProgress(session);
  try {
    await practice.install(progress.told);
  } finally {
    progress.end();
  }
}
