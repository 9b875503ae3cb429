import { readdirSync, readFileSync } from 'node:fs';

/** The renderers below a process on Linux: whether the kernel filters what they may ask of it, and how they were started. */
export function renderersOf(pid: number): { pid: number; filtered: boolean; words: string[] }[] {
  const parents = new Map(processes().map((one) => [one, parentOf(one)]));
  const isBelow = (one: number | undefined): boolean => one === pid || (one ? isBelow(parents.get(one)) : false);
  // Chromium's own way to name a process has spaces between its words.
  return [...parents.keys()].filter(isBelow).flatMap((one) => {
    const words = read(one, 'cmdline').split(/[\0 ]/);
    if (!words.includes('--type=renderer')) return [];
    return [{ pid: one, filtered: /^Seccomp:\s*2$/m.test(read(one, 'status')), words }];
  });
}

const processes = (): number[] => readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
const parentOf = (pid: number): number => Number(/^PPid:\s*(\d+)$/m.exec(read(pid, 'status'))?.[1] ?? 0);

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
