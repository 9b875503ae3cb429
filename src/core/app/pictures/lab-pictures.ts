import type { PictureNews } from '../../../shared/picture/news.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { LabPicture, type LabPictureOptions } from './lab-picture.ts';

export interface LabPicturesOptions extends Pick<LabPictureOptions, 'sessions'> {
  steps: (id: string) => ReturnType<LabPictureOptions['steps']>;
}

/** So long a picture stays after its last window: who types a command elsewhere comes back to see what it changed. */
const lingerMs = 300_000;

interface Looked {
  picture: LabPicture;
  linger?: NodeJS.Timeout;
  key: string;
  users: number;
  over: AbortController;
}

/** One picture a lab, for as long as a window looks at it, and a while longer. */
export class LabPictures {
  readonly #options: LabPicturesOptions;
  readonly #looked = new Map<string, Looked>();

  constructor(options: LabPicturesOptions) {
    this.#options = options;
  }

  /** All that is known of the lab, and again after each change, until the signal. */
  async *news(
    id: string,
    lab: TrustedLab,
    { signal, ready }: { signal?: AbortSignal | undefined; ready?: (() => Promise<void>) | undefined },
  ): AsyncGenerator<PictureNews, void> {
    const looked = this.#begin(id, lab);
    looked.users += 1;
    clearTimeout(looked.linger);
    try {
      yield* looked.picture.news(signal, ready);
    } finally {
      looked.users -= 1;
      if (looked.users === 0) {
        looked.linger = setTimeout(() => this.#end(id, looked), lingerMs);
        looked.linger.unref();
      }
    }
  }

  of(id: string): LabPicture | undefined {
    return this.#looked.get(id)?.picture;
  }

  close(): void {
    for (const [id, looked] of this.#looked) this.#end(id, looked);
  }

  #begin(id: string, lab: TrustedLab): Looked {
    const key = JSON.stringify([lab.baseDir, lab.lab]);
    const known = this.#looked.get(id);
    if (known?.key === key) return known;
    if (known) this.#end(id, known);
    const { sessions, steps } = this.#options;
    const picture = new LabPicture(lab, { sessions, steps: () => steps(id) });
    const looked: Looked = { picture, key, users: 0, over: new AbortController() };
    this.#looked.set(id, looked);
    void picture.run(looked.over.signal);
    return looked;
  }

  #end(id: string, looked: Looked): void {
    clearTimeout(looked.linger);
    looked.over.abort();
    if (this.#looked.get(id) === looked) this.#looked.delete(id);
  }
}
