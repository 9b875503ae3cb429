import { LabError } from '../shared/errors.ts';
import { spoken, texts } from '../shared/texts/text.ts';
import { practiceWork } from './practice-work.ts';
import { confirm, type Session } from './session.ts';

/** Says what the practice lab lacks on this machine and asks before it installs it. */
export async function ensureRequirements(session: Session): Promise<void> {
  const { practice } = session.deps;
  const { ok, missing, reasons } = await practice.practiceRequirements();
  if (ok) return;
  const lasting = reasons.filter((reason) => reason.code !== 'packages-missing');
  if (lasting.length > 0)
    throw new LabError('practice-lab', texts.cli.practiceCannotRun({ reasons: textOf(lasting) }), {
      remedy: texts.cli.practiceCannotRunRemedy,
    });
  const plan = [spoken.cli.packagesMissing, ...textOf(reasons).map((text) => `  ${text}`)];
  await confirm(session, async () => plan, spoken.cli.installThese({ packages: missing }));
  await practiceWork(session, (options) => practice.practiceInstall(options));
}

function textOf(reasons: readonly { message: string }[]): string[] {
  return reasons.map((reason) => reason.message);
}
