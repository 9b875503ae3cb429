import { safeJson } from '../core/report/safe-json.ts';
import { LabError } from '../shared/errors.ts';
import { spoken, texts } from '../shared/texts/text.ts';
import { canAsk } from './ask.ts';
import type { Deps } from './deps.ts';
import { askYes } from './prompts.ts';
import { Screen } from './render/screen.ts';
import { type Style, styleOf } from './render/style.ts';

/** What one call of the command line has at hand. */
export interface Session {
  deps: Deps;
  json: boolean;
  yes: boolean;
  style: Style;
  screen: Screen;
}

export function openSession(deps: Deps, { json = false, yes = false }: { json?: boolean; yes?: boolean }): Session {
  const style = styleOf(deps.io);
  // With --json stdout belongs to the JSON lines; whatever a person should read goes to stderr.
  const screen = new Screen(json ? deps.io.stderr : deps.io.stdout, style);
  return { deps, json, yes, style, screen };
}

/** What a command without events has to say: one result line with --json, else text. */
export function say(session: Session, command: string, members: object, lines: readonly string[]): void {
  if (session.json) session.deps.io.stdout.write(`${safeJson({ type: 'result', ok: true, command, ...members })}\n`);
  else session.screen.print(lines);
}

/** Shows what will be done and asks. Throws `cancelled` on a no, `bad-input` where there is nobody to ask. */
export async function confirm(session: Session, plan: () => Promise<string[]>, question: string): Promise<void> {
  const { io } = session.deps;
  if (session.yes) return;
  if (!canAsk(io))
    throw new LabError('bad-input', texts.cli.nobodyToAsk, {
      remedy: texts.cli.nobodyToAskRemedy,
    });
  io.stderr.write(`${(await plan()).join('\n')}\n`);
  if (!(await askYes(io, spoken.cli.yesOrNo({ question })))) throw new LabError('cancelled', texts.cli.nothingChanged);
}
