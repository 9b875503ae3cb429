import { glob, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { pathOf } from './route.ts';

const deepest = 16; // as OpenSSH

/** A configuration file with its Includes put in their places; empty when there is none. */
export async function readConfig(file: string, env: NodeJS.ProcessEnv, depth = 0): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split('\n').map(async (line) => {
    const list = /^\s*include[\s=]+(.+)$/i.exec(line)?.[1];
    if (!list || depth >= deepest) return line;
    const texts: string[] = [];
    for (const pattern of words(list))
      for await (const found of glob(placed(pattern, file, env))) texts.push(await readConfig(found, env, depth + 1));
    return texts.join('\n');
  });
  return (await Promise.all(lines)).join('\n');
}

const words = (list: string) =>
  [...list.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

function placed(pattern: string, file: string, env: NodeJS.ProcessEnv): string {
  return isAbsolute(pattern) || pattern.startsWith('~') ? pathOf(pattern, '/', env) : join(dirname(file), pattern);
}

/** Whether asking ssh about this configuration could run a command of it. Rather too often than too seldom. */
export function hasMatchExec(text: string): boolean {
  return /^[\s"]*match\b.*exec/im.test(text) || /^\s*include\b.*[%$]/im.test(text);
}
