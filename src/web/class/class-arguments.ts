import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';

export interface ClassArguments {
  /** The class file. */
  file: string;
  listen: { address: string; port: number };
  certificate: { cert: string; key: string } | undefined;
  /** Undefined where none were given: a class that was begun keeps its end. */
  hours: number | undefined;
  /** Where a link for each seat is written. */
  links: string | undefined;
  fresh: boolean;
  json: boolean;
}

const usualPort = 8443;

export function classArguments(words: readonly string[]): ClassArguments {
  const { class: file = '', listen, cert, key, hours, links, fresh = false, json = false } = parse(words);
  if (file === '') throw new LabError('bad-input', texts.serve.options);
  if ((cert === undefined) !== (key === undefined)) throw new LabError('bad-input', texts.serve.bothFiles);
  return {
    ...{ file, links, fresh, json },
    listen: listen === undefined ? { address: '127.0.0.1', port: usualPort } : placeIn(listen),
    certificate: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    hours: hours === undefined ? undefined : hoursIn(hours),
  };
}

function parse(words: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const options = {
      class: text,
      listen: text,
      cert: text,
      key: text,
      hours: text,
      links: text,
      fresh: flag,
      json: flag,
    };
    return parseArgs({ args: [...words], options }).values;
  } catch (cause) {
    throw new LabError('bad-input', (cause as Error).message, { remedy: texts.serve.options, cause });
  }
}

/** `192.168.1.10:8443`, `[::]:8443`: an address, since a name could lead elsewhere. */
function placeIn(given: string): { address: string; port: number } {
  const [, v6, v4, digits = ''] = /^(?:\[([0-9a-f:.]+)\]|([\d.]+)):(\d{1,5})$/i.exec(given) ?? [];
  const address = v6 ?? v4 ?? '';
  const port = Number(digits);
  if (digits === '' || port > 65_535 || isIP(address) !== (v6 === undefined ? 4 : 6))
    throw new LabError('bad-input', texts.serve.listenRule({ given: given.slice(0, 80) }));
  return { address, port };
}

function hoursIn(given: string): number {
  const hours = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (hours < 1 || hours > 240) throw new LabError('bad-input', texts.serve.hoursRule({ given: given.slice(0, 40) }));
  return hours;
}
