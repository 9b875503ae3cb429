import { parseArgs } from 'node:util';
import { LabError } from '../shared/errors.ts';
import { texts } from '../shared/texts/text.ts';

export interface WebArguments {
  /** Undefined: any free one. */
  port: number | undefined;
  /** Open a window, or only print its address. */
  open: boolean;
  /** Minutes without a window after which the app ends; 0 is never. */
  idleMinutes: number;
}

export function webArguments(words: readonly string[]): WebArguments {
  const values = parse(words);
  return {
    port: values.port === undefined ? undefined : whole(values.port, 'port', 1, 65_535),
    open: !values['no-open'],
    idleMinutes: whole(values['idle-minutes'] ?? '10', 'idle-minutes', 0, 100_000),
  };
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        browser: { type: 'boolean' },
        'idle-minutes': { type: 'string' },
      },
    });
    return values;
  } catch (cause) {
    throw new LabError('bad-input', (cause as Error).message, {
      remedy: texts.web.options,
      cause,
    });
  }
}

function whole(text: string, name: string, from: number, to: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= from && value <= to))
    throw new LabError('bad-input', texts.web.wholeNumber({ option: name, from, to, value: text }));
  return value;
}
