import type { PracticeProgress } from '../../src/core/practice/lines.ts';

/** Progress of the practice lab on stderr: one line that changes on a terminal, a line each elsewhere. */
export function showProgress(): { onProgress: (progress: PracticeProgress) => void; end: () => void } {
  const out = process.stderr;
  let open = false;
  return {
    onProgress({ percent, message }) {
      const text = `[${String(percent).padStart(3)}%] ${message.replace(/\s+/g, ' ')}`;
      out.write(out.isTTY ? `\r\u001b[K${text.slice(0, (out.columns || 80) - 1)}` : `${text}\n`);
      open = out.isTTY;
    },
    end() {
      if (open) out.write('\n');
      open = false;
    },
  };
}
