import { type Node, parseTree } from 'jsonc-parser';
import { parseJson } from '../gates/limits.ts';

const limits = { bytes: 1024 * 1024 };

/** Keys that the lab writes into daemon.json. */
export const clusterKeys = ['cluster-store', 'cluster-advertise'] as const;

/**
 * The text of a JSON object with some keys set, or removed where the value is undefined. Every other byte stays, and
 * what was set goes without a trace, unless nothing else is in the object. Undefined where the text is no JSON object.
 */
export function editJsonObject(text: string, changes: Record<string, string | undefined>): string | undefined {
  const start = text.trim() === '' ? '{}\n' : text;
  if (!isObject(start)) return undefined;
  return Object.entries(changes).reduce(
    (now, [key, value]) => (value === undefined ? without(now, key) : withKey(now, key, value)),
    start,
  );
}

function isObject(text: string): boolean {
  try {
    const value = parseJson(text, limits, { what: '' });
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The members of the object, with their places; of a key that is there twice, the last one counts. */
const membersOf = (text: string): Node[] => parseTree(text)?.children ?? [];
const isOf = (key: string) => (member: Node) => member.children?.[0]?.value === key;
const endOf = ({ offset, length }: Node) => offset + length;

function withKey(text: string, key: string, value: string): string {
  const members = membersOf(text);
  const there = members.findLast(isOf(key))?.children?.[1];
  const json = JSON.stringify(value);
  if (there) return text.slice(0, there.offset) + json + text.slice(endOf(there));
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const last = members.at(-1);
  const member = `${JSON.stringify(key)}: ${json}`;
  if (!last) return `{\n${indent}${member}\n}\n`;
  const gap = text.trim().includes('\n') ? `\n${indent}` : ' ';
  return `${text.slice(0, endOf(last))},${gap}${member}${text.slice(endOf(last))}`;
}

function without(text: string, key: string): string {
  const members = membersOf(text);
  const index = members.findLastIndex(isOf(key));
  const [before, member, after] = [members[index - 1], members[index], members[index + 1]];
  if (!member) return text;
  if (before) return without(text.slice(0, endOf(before)) + text.slice(endOf(member)), key);
  return after ? without(text.slice(0, member.offset) + text.slice(after.offset), key) : '{}\n';
}

/** daemon.json as someone else left it, with the lab's keys as they were before the lab. */
export function withoutOurKeys(now: Uint8Array, beforeBase64: string | undefined): string | undefined {
  let before: Record<string, unknown> | null = {};
  try {
    const text = beforeBase64 && Buffer.from(beforeBase64, 'base64').toString('utf8');
    if (text) before = parseJson(text, limits, { what: '' }) as typeof before;
  } catch {
    return undefined;
  }
  if (before === null) return undefined;
  const wanted = clusterKeys.map((key) => [key, typeof before[key] === 'string' ? before[key] : undefined]);
  return editJsonObject(Buffer.from(now).toString('utf8'), Object.fromEntries(wanted));
}
