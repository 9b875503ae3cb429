import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { headersOnWire } from '../../../measure/on-wire.ts';
import { parsePing } from '../../../measure/ping.ts';
import { nodeFacts } from '../support/facts.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { imageOf, workerImage } from '../support/names.ts';
import type { Way } from '../support/way.ts';
import { allWorkers, type Worker } from '../support/worker-state.ts';
import { narrowRemedy } from './narrow-path.ts';

/** Packets a pair, as the tutorial sends them. */
const packets = 4;

/** As it is run, and as it is shown. */
const pingTo = (count: string, target: string): string => `ping -c ${count} -W 2 ${target}`;

interface Answers {
  /** What ping printed, by target. */
  texts: Record<string, string>;
  /** Targets from which no packet of full size came back. */
  narrow: string[];
  /** What tcpdump saw of one question on its way out of the machine; empty where it was not asked for, or saw none. */
  caught: string;
}

/**
 * All targets at once; each answer comes as one line `TARGET STATUS BASE64`, short enough that lines never mix. Beside them
 * packets of full size, of which only `large TARGET STATUS` is told: small ones also get through where those vanish. `peer`: the first
 * question on its way to this machine is caught where it leaves, and told as `caught - BASE64`.
 */
export const workerPing = operation<
  { container: string; size: number; targets: readonly string[]; peer?: string | undefined },
  Answers
>({
  name: 'worker.ping',
  program: ({ container, size, targets, peer = '' }) => ({
    script: `
worker=$1 count=$2 size=$3 peer=$4; shift 4
if [ -n "$peer" ] && [ $# -gt 0 ] && command -v tcpdump >/dev/null; then
  out=$(ip -o -4 route get "$peer" | grep -o " dev [^ ]*" | cut -c6-)
  { text=$(timeout -k 2 6 tcpdump -e -n -c 1 -i "$out" "icmp[icmptype] = icmp-echo and dst $1" 2>/dev/null)
    printf 'caught - %s\n' "$(printf %s "$text" | base64 -w0)"; } &
fi
for target in "$@"; do
  { text=$(docker exec "$worker" ${pingTo('"$count"', '"$target"')} 2>&1); status=$?
    printf '%s %s %s\\n' "$target" "$status" "$(printf %s "$text" | base64 -w0)"; } &
  { docker exec "$worker" ping -c 3 -W 2 -s "$size" "$target" >/dev/null 2>&1; echo "large $target $?"; } &
done
wait
`,
    words: [container, String(packets), String(size), peer, ...targets],
    timeout: 60_000,
  }),
  read({ stdout }) {
    const lines = stdout.split('\n').map((line) => line.split(' '));
    const texts = lines.flatMap(([target = '', , base64]) =>
      ['large', 'caught'].includes(target) || base64 === undefined
        ? []
        : [[target, Buffer.from(base64, 'base64').toString('utf8')]],
    );
    const narrow = lines.flatMap(([word, target = '', status]) => (word === 'large' && status === '1' ? [target] : []));
    const [, , caught = ''] = lines.find(([word]) => word === 'caught') ?? [];
    return {
      ...{ texts: Object.fromEntries(texts) as Record<string, string>, narrow },
      caught: Buffer.from(caught, 'base64').toString('utf8'),
    };
  },
});

/** Headers of IP and ICMP around what ping sends. */
const pingHeaders = 28;

/** Every worker pings every other one: the proof that packets get through both ways. */
export const pingOver = (way: Way): LabStep => ({
  async check(context) {
    await needsPing(context);
    return judge(context, way);
  },
  async apply(context) {
    const { node, signal } = context;
    const all = await allWorkers(context);
    const from = all.find((one) => one.node === node);
    const targets = all.filter((one) => one.node !== node);
    if (!from) return;
    const { usual, headers } = way.mtu(context.lab);
    const mtu = context.lab.network.mtu ?? usual;
    const asked = {
      container: from.container,
      size: mtu - pingHeaders,
      targets: targets.map(({ address }) => address),
      // Others have a step of its own for that, which looks into the wrapping.
      peer: headers === 0 ? targets[0]?.node.address : undefined,
    };
    const answers = await node.run(workerPing, asked, { signal }).finally(async () => {
      if (signal.aborted) await node.run(pingsEnd, { container: from.container }).catch(() => undefined);
    });
    const onWire = headersOnWire(answers.caught);
    for (const to of targets)
      record(context, from, to, answers.texts[to.address] ?? '', to === targets[0] ? onWire : undefined);
    refuseNarrow(context, { from, targets, noneCame: answers.narrow, mtu, headers });
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name }, index) =>
      lab.nodes.flatMap((other) =>
        other.name === name
          ? []
          : [
              {
                node: name,
                command: `docker exec worker-${index + 1} ping -c ${packets} ${way.target(lab, other.name)}`,
              },
            ],
      ),
    ),
});

/** Ending `docker exec` does not end the program in the container: those of ours are told by their words. */
export const pingsEnd = operation<{ container: string }>({
  name: 'worker.end-pings',
  program: ({ container }) => ({
    script: `docker top "$1" -eo pid,args 2>/dev/null | awk -v w="${pingTo('$2', '')}" 'index($0, w) {print $1}' | xargs -r kill 2>/dev/null; :`,
    words: [container, String(packets)],
    expect: 'any',
  }),
  read: nothing,
});

/** The workers' image has the node's own programs, unless another image was named. */
async function needsPing(context: LabContext): Promise<void> {
  const { node, options } = context;
  if (imageOf(options) !== workerImage) return;
  const { tools } = (await nodeFacts(context, node)).system;
  if (tools.includes('ping')) return;
  throw new LabError('refused', texts.observe.noPing({ node: node.name }), {
    node: node.name,
    remedy: texts.observe.noPingRemedy({ node: node.name }),
  });
}

/** Full packets: of how many bytes, and from which targets none came back. */
interface Full {
  mtu: number;
  headers: number;
  noneCame: readonly string[];
}

/** Row 19: small packets come back and full ones do not, so whatever sends much will hang. */
function refuseNarrow(
  context: LabContext,
  { from, targets, noneCame, mtu, headers }: Full & { from: Worker; targets: readonly Worker[] },
): void {
  const came = new Set(
    context.measurements().flatMap((one) => (one.kind === 'ping' && one.received > 0 ? [one.target] : [])),
  );
  const narrow = targets.filter(({ address }) => came.has(address) && noneCame.includes(address));
  if (narrow.length === 0) return;
  throw new LabError(
    'not-proved',
    texts.observe.narrow({
      from: from.container,
      to: narrow.map(({ container }) => container),
      mtu,
      onWire: mtu + headers,
    }),
    { node: from.node.name, ...narrowRemedy, diagnosis: 19 },
  );
}

function record(context: LabContext, from: Worker, to: Worker, text: string, headers: number | undefined): void {
  context.output(from.node.name, `docker exec ${from.container} ${pingTo(String(packets), to.address)}`, text);
  const parsed = parsePing(text);
  if (!parsed.ok)
    throw new LabError(
      'command-failed',
      texts.observe.pingUnread({ from: from.container, to: to.container, why: parsed.reason }),
      { node: from.node.name },
    );
  const { sent, received, lossPercent, rttMs, replies } = parsed.value;
  const ttl = replies.find((reply) => reply.ttl !== null)?.ttl ?? undefined;
  context.measured({
    kind: 'ping',
    from: from.container,
    to: to.container,
    target: to.address,
    sent,
    received,
    lossPercent,
    ...(ttl !== undefined && { ttl }),
    ...(rttMs && {
      rttMs: { min: rttMs.min, avg: rttMs.avg, max: rttMs.max, ...(rttMs.mdev !== null && { mdev: rttMs.mdev }) },
    }),
    ...(headers !== undefined && { headers }),
    ...(parsed.value.unreachableFrom && { unreachableFrom: parsed.value.unreachableFrom }),
  });
}

/** Loss between machines beside each other means a fault; which one, the way it failed tells. */
function judge(context: LabContext, { lost: hints }: Way): Finding {
  const seen = context.measurements().flatMap((one) => (one.kind === 'ping' ? [one] : []));
  const expected = context.nodes.length - 1;
  if (seen.length < expected) return finding('missing', texts.observe.notMeasured);
  const lost = seen.filter(({ received }) => received === 0);
  if (lost.length === 0) {
    const worst = Math.max(...seen.map(({ lossPercent }) => lossPercent));
    return finding('satisfied', texts.observe.allAnswer({ loss: worst }));
  }
  const isTold = lost.some(({ unreachableFrom }) => unreachableFrom !== undefined);
  const message = texts.observe.noneCame({ pairs: lost.map(({ from, to }) => `${from} → ${to}`) });
  return finding('drifted', message, {
    problems: [{ level: 'error', code: 'ping', message, ...(isTold ? hints.unreachable : hints.silent) }],
  });
}
