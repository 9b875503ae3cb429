import { LabError } from '../shared/errors.ts';
import { practiceWork } from './practice-work.ts';
import { confirm, type Session } from './session.ts';

/** Says what the practice lab lacks on this machine and asks before it installs it. */
export async function ensureRequirements(session: Session): Promise<void> {
  const { practice } = session.deps;
  const { ok, missing, reasons } = await practice.practiceRequirements();
  if (ok) return;
  const lasting = reasons.filter((reason) => reason.code !== 'packages-missing');
  if (lasting.length > 0)
    throw new LabError('practice-lab', `A practice lab cannot run here: ${textOf(lasting).join(' ')}`, {
      remedy: 'Or use your own machines: write a lab file and give it with --lab.',
    });
  const plan = [
    'The practice lab needs these Debian packages, which are missing:',
    ...textOf(reasons).map((text) => `  ${text}`),
  ];
  await confirm(session, async () => plan, `Install ${missing.join(' ')}?`);
  await practiceWork(session, (options) => practice.practiceInstall(options));
}

function textOf(reasons: readonly { message: string }[]): string[] {
  return reasons.map((reason) => reason.message);
}
