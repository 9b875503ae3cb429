import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';

/** The words that open a shell in a container, with bash where its image has one. Names are as Docker allows them. */
export function containerShell(container: string): string[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/.test(container))
    throw new LabError('bad-input', texts.terminal.noContainerName);
  const script = 'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi';
  return ['docker', 'exec', '-it', '-e', 'TERM=xterm-256color', container, 'sh', '-c', script];
}
