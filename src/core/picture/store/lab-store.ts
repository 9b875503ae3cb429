import pLimit from 'p-limit';
import type { StoreFacts } from '../../../shared/store/store.ts';
import { waitFor } from '../../gates/wait-for.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { type LookRequest, looksAtOnce, openToLook } from '../../looking/open-to-look.ts';
import type { Node } from '../../machine/port.ts';
import { noPrompts } from '../../remote/auth/prompts.ts';
import { type AskNode, readStore } from './read-store.ts';

export interface StoreRequest extends LookRequest {
  /** Called with what is kept, and with `again` after each look until the signal; a promise holds back the next. */
  tell: (facts: StoreFacts) => void;
  again: boolean;
}

const againMs = 1_000;

/** Reads the store of a lab on connections of its own, one a node; with `again` each second until the signal. */
export async function labStore(trusted: TrustedLab, request: StoreRequest): Promise<void> {
  const { signal, tell, again } = request;
  const limit = pLimit(looksAtOnce);
  const open = new Map<string, Promise<Node>>();
  const asked = new Set<string>();
  const opened = (name: string): Promise<Node> => {
    const known = open.get(name);
    if (known) return known;
    const one = trusted.lab.nodes.find((node) => node.name === name);
    if (!one) return Promise.reject(new Error(name));
    // Nobody is asked twice.
    const prompts = asked.has(name) ? noPrompts : request.prompts;
    asked.add(name);
    const connecting = limit(() => openToLook(one, trusted, { ...request, prompts }));
    open.set(name, connecting);
    const forget = () => void (open.get(name) === connecting && open.delete(name));
    connecting.then(({ lost }) => void lost.then(forget), forget);
    return connecting;
  };
  const askNode: AskNode = async (name, ask) => ask(await opened(name));
  try {
    do {
      tell(await readStore(trusted.lab, askNode, signal));
      if (again) await waitFor(againMs, { signal });
    } while (again && !signal.aborted);
  } finally {
    await Promise.all([...open.values()].map((node) => node.then((one) => one.close()).catch(() => undefined)));
  }
}

export type LabStore = typeof labStore;
