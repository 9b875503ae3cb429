import { setTimeout as wait } from 'node:timers/promises';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient, InferContractRouterInputs } from '@orpc/contract';
import { RPCHandler } from '@orpc/server/message-port';
import { createCore } from '../../../src/core/app/router/create-core.ts';
import { windowCalls } from '../../../src/core/app/router/window-limits.ts';
import type { LabEvent } from '../../../src/shared/run/events.ts';
import { withNews } from '../../../src/shared/snapshot/news.ts';
import { emptySnapshot, type LabSnapshot, type NodeSight, type Stand } from '../../../src/shared/snapshot/snapshot.ts';
import type { contract } from '../../../src/shared/wire/contract.ts';
import type { LabCard } from '../../../src/shared/wire/lab-card.ts';

type Wanted = Omit<InferContractRouterInputs<typeof contract>['runs']['start'], 'lab'>;

/** Core as the shells start it, and a window without pictures that looks at a practice lab. */
export class WatchingWindow {
  readonly #over = new AbortController();
  readonly #core: ReturnType<typeof createCore>;
  readonly #lab: string;
  readonly #ports = new MessageChannel();
  readonly client: ContractRouterClient<typeof contract>;
  /** What the window shows now. */
  snapshot: LabSnapshot = emptySnapshot;
  card: LabCard | undefined;

  private constructor(lab: string, stateFolder: string) {
    const env = { ...process.env, XDG_STATE_HOME: stateFolder };
    this.#lab = `practice:${lab}`;
    this.#core = createCore({ shell: 'browser', version: 'test', env, isRoot: () => true });
    const { port1, port2 } = this.#ports;
    new RPCHandler(this.#core.router).upgrade(port1, {
      context: { rights: { who: 'owner' }, calls: windowCalls(() => port1.close()), note: () => undefined },
    });
    this.client = createORPCClient(new RPCLink({ port: port2 }));
    port1.start();
    port2.start();
  }

  /** Returns once the lab is known; `shown` is told of each snapshot. */
  static async open(
    lab: string,
    stateFolder: string,
    shown: (snapshot: LabSnapshot) => void = () => undefined,
  ): Promise<WatchingWindow> {
    const window = new WatchingWindow(lab, stateFolder);
    await window.#follow(shown);
    return window;
  }

  async #follow(shown: (snapshot: LabSnapshot) => void): Promise<void> {
    const { signal } = this.#over;
    const cards = await this.client.labs.watch(undefined, { signal });
    // A lab whose files are not this user's own is known once the practice lab's program was asked.
    do {
      const next = await cards.next();
      if (next.done) break;
      this.#keepCard(next.value);
    } while (!this.card);
    const news = await this.client.labs.snapshot({ id: this.#lab }, { signal });
    void (async () => {
      for await (const one of news) {
        this.snapshot = withNews(this.snapshot, one);
        shown(this.snapshot);
      }
    })().catch(() => undefined);
    void (async () => {
      for await (const all of cards) this.#keepCard(all);
    })().catch(() => undefined);
  }

  #keepCard(cards: readonly LabCard[]): void {
    this.card = cards.find(({ id }) => id === this.#lab);
  }

  standOf(step: string, node?: string): Stand | undefined {
    return this.snapshot.stands.find((one) => one.step === step && one.node === node);
  }

  sightOf(node: string): NodeSight | undefined {
    return this.snapshot.nodes.find((one) => one.node === node);
  }

  /** Milliseconds until it shows that; undefined where it does not in time. */
  async shows(right: () => boolean, ms: number): Promise<number | undefined> {
    const since = Date.now();
    while (!right()) {
      if (Date.now() - since > ms) return undefined;
      await wait(10);
    }
    return Date.now() - since;
  }

  /** A run as its buttons start it, with all that it told. */
  async run(wanted: Wanted): Promise<LabEvent[]> {
    const { signal } = this.#over;
    const { run } = await this.client.runs.start({ lab: this.#lab, iperfSeconds: 1, ...wanted });
    const events: LabEvent[] = [];
    const all = await this.client.runs.events({ lab: this.#lab, run, from: 1 }, { signal });
    for await (const some of all) events.push(...some);
    return events;
  }

  /** For an error: all that it shows of steps and nodes. */
  get shownNow(): string {
    const { stands, nodes } = this.snapshot;
    return [
      ...stands.map(
        ({ step, node = '', state, at, lost, error }) =>
          `${step} ${node} ${state} ${at} ${lost ? JSON.stringify(lost) : ''} ${error?.message ?? ''}`,
      ),
      ...nodes.map(({ node, seen, docker, etcd }) => `${node} ${JSON.stringify(seen)} ${docker} ${etcd}`),
    ].join('\n');
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#core.close();
    // An open port keeps its program running.
    this.#ports.port1.close();
    this.#ports.port2.close();
  }
}
