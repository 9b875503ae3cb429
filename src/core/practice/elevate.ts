import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';

/** Settings of the practice lab, and where its person keeps data: sudo drops them unless told. */
const passedOn = /^(OVERLAY_LAB_\w+|XDG_DATA_HOME)$/;

/**
 * The words that run a command as root: as they are for root, else through sudo, which asks for a password on the
 * terminal where it must. `allowed` says that the person agreed to it.
 */
export function asRoot(words: readonly string[], allowed: boolean): string[] {
  if (process.getuid?.() === 0) return [...words];
  if (!allowed) throw needsRoot(texts.practice.needsRootRemedy);
  const silent = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  if (silent.error) throw needsRoot(texts.practice.noSudoRemedy);
  if (silent.status !== 0 && !hasTerminal())
    throw new LabError('sudo-failed', texts.practice.noTerminalForSudo, {
      remedy: texts.practice.noTerminalForSudoRemedy,
      cause: { code: 'not-root' },
    });
  const settings = Object.entries(process.env).flatMap(([name, value]) =>
    passedOn.test(name) && value !== undefined ? [`${name}=${value}`] : [],
  );
  return ['sudo', ...(silent.status === 0 ? ['-n'] : []), '--', 'env', ...settings, ...words];
}

/** Whether whoever runs this is root or can become it through sudo, perhaps with a password. */
export function canBecomeRoot(): boolean {
  return process.getuid?.() === 0 || spawnSync('sudo', ['--version'], { stdio: 'ignore' }).status === 0;
}

function needsRoot(remedy: Words): LabError {
  const message = texts.practice.needsRoot;
  return new LabError('practice-lab', message, { remedy, cause: { code: 'not-root' } });
}

/** sudo asks on the terminal itself, whatever stdin and stdout are. */
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r+'));
    return true;
  } catch {
    return false;
  }
}
