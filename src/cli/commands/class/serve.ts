import path from 'node:path';
import { keepClass } from '../../../core/class/known-classes.ts';
import { loadClass } from '../../../core/class/load-class.ts';
import { texts } from '../../../shared/texts/text.ts';
import { misused } from '../../command.ts';
import type { Action } from '../act.ts';

export interface ServeOptions {
  listen?: string;
  cert?: string;
  key?: string;
  hours?: number;
  links?: string;
  fresh?: boolean;
}

/** Lets students in who have only a browser. */
export const serve: Action<ServeOptions, [string?]> = async ({ deps: { io, serveClass }, json }, [given], options) => {
  const file = path.resolve(io.cwd, given ?? 'class.yaml');
  if ((options.cert === undefined) !== (options.key === undefined)) throw misused(texts.serve.bothFiles);
  await keepClass(io.env, await loadClass(file));
  const { listen, cert, key, hours, links, fresh } = options;
  const words = {
    ...{ class: file, listen, hours: hours?.toString() },
    ...{ cert: cert && path.resolve(io.cwd, cert), key: key && path.resolve(io.cwd, key) },
    links: links && path.resolve(io.cwd, links),
  };
  const named = Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  return serveClass([...named, ...(fresh ? ['--fresh'] : []), ...(json ? ['--json'] : [])], io);
};
