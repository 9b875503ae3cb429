import type { PracticeProgress } from '../../core/practice/lines.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import type { Session } from '../session.ts';
import { paint } from './paint.ts';
import { cut } from './width.ts';

/** Progress of the practice lab's own program: a bar that moves on terminals, lines elsewhere. */
export function practiceProgress({ deps, json, screen, style }: Session): {
  onProgress: (progress: PracticeProgress) => void;
  end: () => void;
} {
  const bar = (percent: number) => {
    const full = Math.round(Math.min(100, Math.max(0, percent)) / 5);
    const [done, open] = style.unicode ? ['█', '░'] : ['#', '.'];
    return paint(style, 'cyan', done.repeat(full)) + paint(style, 'dim', open.repeat(20 - full));
  };
  const onProgress = ({ stage, percent, message }: PracticeProgress) => {
    if (json) {
      deps.io.stdout.write(`${safeJson({ type: 'progress', stage, percent, message })}\n`);
      return;
    }
    const line = stripUnsafe(message).replace(/\s+/g, ' ');
    if (style.live) screen.region([`${bar(percent)} ${cut(line, style.columns - 26)}`]);
    else screen.print([`[${String(percent).padStart(3)}%] ${line}`]);
  };
  return { onProgress, end: () => screen.region([]) };
}
