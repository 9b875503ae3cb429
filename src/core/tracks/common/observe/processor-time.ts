import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';

/** Microseconds that all processors of the node have worked since it started; undefined where it does not tell. */
export const processorTime = operation<Record<never, never>, number | undefined>({
  name: 'processor.time',
  program: () => ({
    script: `
if grep -m1 '^usage_usec ' /sys/fs/cgroup/cpu.stat 2>/dev/null; then :
elif [ -r /sys/fs/cgroup/cpuacct/cpuacct.usage ]; then printf 'usage_nsec %s\\n' "$(cat /sys/fs/cgroup/cpuacct/cpuacct.usage)"
else printf 'ticks %s %s\\n' "$(awk '$1 == "cpu" {printf "%.0f", $2 + $3 + $4 + $7 + $8; exit}' /proc/stat)" "$(getconf CLK_TCK)"; fi
`,
    expect: 'any',
  }),
  read: ({ stdout }) => parseProcessorTime(stdout),
});

/** Of a control group, version 2 or 1, or of the kernel, in its ticks. */
export function parseProcessorTime(text: string): number | undefined {
  const [, unit, count = '', perSecond = ''] =
    /^(usage_usec|usage_nsec|ticks) (\d{1,18})(?: (\d{1,5}))?\s*$/m.exec(text) ?? [];
  if (unit === 'usage_usec') return Number(count);
  if (unit === 'usage_nsec') return Number(count) / 1000;
  return unit === 'ticks' && Number(perSecond) > 0 ? (Number(count) * 1e6) / Number(perSecond) : undefined;
}

/** Begins to count on both nodes; what it gives ends that, and says how many seconds each has worked in between. */
export async function countProcessor(
  sender: Node,
  receiver: Node,
  signal: AbortSignal,
): Promise<() => Promise<{ sender: number; receiver: number } | undefined>> {
  const look = () => Promise.all([sender, receiver].map((node) => node.run(processorTime, {}, { signal })));
  const [sent, received] = await look();
  return async () => {
    const [sentAfter, receivedAfter] = await look();
    const [one, other] = [secondsOf(sent, sentAfter), secondsOf(received, receivedAfter)];
    return one === undefined || other === undefined ? undefined : { sender: one, receiver: other };
  };
}

const secondsOf = (before: number | undefined, after: number | undefined): number | undefined =>
  before === undefined || after === undefined || after < before ? undefined : (after - before) / 1e6;
