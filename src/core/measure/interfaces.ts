import { parseIfconfig } from './ifconfig.ts';
import type { Interface } from './interface.ts';
import { parseIpJson } from './ip-json.ts';
import { parseIpText } from './ip-text.ts';
import type { Parsed } from './parsed.ts';

/** Reads whatever a node has: `ip -j -d addr`, `ip addr`, or ifconfig, each recognised by how it begins. */
export function parseInterfaces(text: string): Parsed<Interface[]> {
  const start = text.trimStart();
  if (start.startsWith('[')) return parseIpJson(start);
  return /^\d{1,10}: /.test(start) ? parseIpText(start) : parseIfconfig(start);
}
