/** Names of the specs' practice labs tell whose they are: `e2e-PID-…`, of the Playwright that started the workers. */
export const labName = (what: string): string => `e2e-${process.ppid}-${what}`;

/** The process that a lab belongs to; undefined for a lab that is nobody's of the specs. */
export function ownerOf(lab: string): number | undefined {
  const pid = /^e2e-(\d+)-/.exec(lab)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
