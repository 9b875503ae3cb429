import { LabError } from '../../../../shared/errors.ts';
import type { BandwidthMeasurement } from '../../../../shared/run/measurements.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import type { Conversation, Node } from '../../../machine/port.ts';
import { parseIperf2 } from '../../../measure/iperf2.ts';
import { parseIperf3 } from '../../../measure/iperf3.ts';
import type { LabContext } from '../support/lab-step.ts';
import { countDown, ServerOutput } from './live-rate.ts';
import { narrowRemedy } from './narrow-path.ts';
import { countProcessor } from './processor-time.ts';

/** One end of a measurement: a node, or a container on it. */
export interface End {
  node: Node;
  /** Name for people: node2, worker-2. */
  name: string;
  address: string;
  /** Programs run in this container; on the node itself where absent. */
  container?: string;
}

export type Tool = 'iperf3' | 'iperf2';

const programs: Record<
  Tool,
  { name: string; server: string[]; client: (target: string, seconds: number, streams: number) => string[] }
> = {
  // -1: one client, then the server ends by itself.
  iperf3: {
    name: 'iperf3',
    server: ['-s', '-1', '--forceflush'],
    client: (target, seconds, streams) => [
      ...['-c', target, '-t', String(seconds), ...parallel(streams)],
      ...seldom(seconds, streams),
    ],
  },
  iperf2: {
    name: 'iperf',
    server: ['-s'],
    client: (target, seconds, streams) => ['-c', target, '-t', String(seconds), ...parallel(streams)],
  },
};

export const portOf = (tool: Tool): number => (tool === 'iperf3' ? 5201 : 5001);

export const openPort = (port: number, server: Node, client: Node): Words =>
  texts.observe.openPort({ node: server.name, from: client.address, port });

const parallel = (streams: number): string[] => (streams > 1 ? ['-P', String(streams)] : []);

/** iperf3 prints a line a second and stream: of long runs with many, some thousand are enough. */
const mostLines = 4000;
function seldom(seconds: number, streams: number): string[] {
  const every = Math.ceil((seconds * (streams + 1)) / mostLines);
  return every > 1 ? ['-i', String(every)] : [];
}

/** Seconds that the server outlives the measurement at most, should nobody be left to end it. */
const graceSeconds = 15;
/** Each end's program runs as argument zero `timeout`, so that it ends even when the app was killed. */
const bounded = ({ container, life }: Place, words: string[]): string[] => {
  const limited = ['timeout', '-k', '2', String(life), ...words];
  return container ? ['docker', 'exec', container, ...limited] : limited;
};

interface Place {
  tool: Tool;
  container: string | undefined;
  /** Seconds. */
  life: number;
}

export const bandwidthServer: Conversation<Place> = {
  name: 'bandwidth.serve',
  argv: (place) => bounded(place, [programs[place.tool].name, ...programs[place.tool].server]),
};

export const bandwidthClient = operation<
  Place & { target: string; seconds: number; streams: number },
  { stdout: string; stderr: string }
>({
  name: 'bandwidth.measure',
  program({ target, seconds, streams, ...place }) {
    const { name, client } = programs[place.tool];
    const argv = bounded(place, [name, ...client(target, seconds, streams)]);
    return { argv, timeout: (place.life + 10) * 1000, expect: 'any' };
  },
  read: ({ stdout, stderr }) => ({ stdout, stderr }),
});

/** Ending `docker exec` does not end the program in the container, so it is looked for there, by its name. */
export const bandwidthClear = operation<{ container: string; tool: Tool }>({
  name: 'bandwidth.clear',
  program: ({ container, tool }) => ({
    script: `docker top "$1" -eo pid,comm 2>/dev/null | awk -v p="$2" '$2 == p || $2 == "timeout" {print $1}' | xargs -r kill -9 2>/dev/null; :`,
    words: [container, programs[tool].name],
    expect: 'any',
  }),
  read: nothing,
});

/** How far a measurement is: seconds left, the share that is done, and what the last second carried where that is known. */
export interface Far {
  left: number;
  share: number;
  bitsPerSecond: number | undefined;
}

/** Bandwidth from `client` to `server` over TCP. The server is gone afterwards, also after a cancel or an error. */
export async function measureBandwidth(
  context: LabContext,
  path: 'native' | 'overlay',
  tool: Tool,
  server: End,
  client: End,
  tell: (far: Far) => void,
): Promise<void> {
  const { signal, options } = context;
  const { iperfSeconds: seconds, iperfStreams: streams = 1 } = options;
  const program = programs[tool];
  const life = seconds + graceSeconds;
  const running = await server.node.converse(bandwidthServer, { tool, life, container: server.container }, { signal });
  try {
    const said = new ServerOutput(running.stdout);
    await said.listening(signal);
    const counted = options.countsProcessor ? await countProcessor(client.node, server.node, signal) : undefined;
    const asked = { tool, life, container: client.container, target: server.address, seconds, streams };
    const answer = await countDown(client.node.run(bandwidthClient, asked, { signal }), seconds, (left) =>
      tell({ left, share: 1 - left / seconds, bitsPerSecond: said.rate(streams) }),
    );
    const processor = await counted?.();
    const shown = [program.name, ...program.client(server.address, seconds, streams)];
    context.output(
      client.node.name,
      [...(client.container ? ['docker', 'exec', client.container] : []), ...shown].join(' '),
      answer.stdout,
    );
    const measured = read(path, tool, server, client, answer, seconds);
    context.measured({ ...measured, ...(processor && { processor }) });
  } finally {
    // After a cancel `stop` tells of the cancel; what runs in the containers must go all the same.
    await running.stop().catch(() => undefined);
    await Promise.all([clear(server, tool), signal.aborted ? clear(client, tool) : undefined]);
  }
}

async function clear({ node, container }: End, tool: Tool): Promise<void> {
  if (container) await node.run(bandwidthClear, { container, tool });
}

function read(
  path: 'native' | 'overlay',
  tool: Tool,
  server: End,
  client: End,
  answer: { stdout: string; stderr: string },
  expectedSeconds: number,
): BandwidthMeasurement {
  const parse = tool === 'iperf3' ? parseIperf3 : parseIperf2;
  const parsed = parse(answer.stdout, { expectedSeconds });
  if (!parsed.ok)
    throw new LabError(
      'command-failed',
      texts.observe.noBandwidth({
        tool: programs[tool].name,
        from: client.name,
        to: server.name,
        why: parsed.reason,
        said: answer.stderr.trim().slice(0, 200),
      }),
      {
        node: client.node.name,
        // Inside of the overlay no firewall knows the port: there it is the size of the packets.
        ...(path === 'overlay'
          ? { ...narrowRemedy, diagnosis: 19 }
          : { remedy: openPort(portOf(tool), server.node, client.node) }),
      },
    );
  const { seconds, bytes, bitsPerSecond, retransmits, streams } = parsed.value;
  return {
    kind: 'bandwidth',
    path,
    from: client.name,
    to: server.name,
    tool,
    seconds,
    bytes,
    bitsPerSecond,
    ...(retransmits !== undefined && { retransmits }),
    ...(streams !== undefined && streams > 1 && { streams }),
  };
}
