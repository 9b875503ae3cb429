import type { PictureNews } from '../../../shared/picture/news.ts';
import type { StoreNews } from '../../../shared/store/store.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { LabPicture, type LabPictureOptions } from './lab-picture.ts';

export interface LabPicturesOptions extends Pick<LabPictureOptions, 'sessions'> {
  steps: (id: string) => ReturnType<LabPictureOptions['steps']>;
  isSecret: (id: string) => boolean;
}

/** So long a picture stays after its last window: who types a command elsewhere comes back to see what it changed. */
const lingerMs = 300_000;

interface How {
  signal?: AbortSignal | undefined;
  ready?: (() => Promise<void>) | undefined;
}

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
  news(id: string, lab: TrustedLab, how: How): AsyncGenerator<PictureNews, void> {
    return this.#while(id, lab, ({ picture }) => picture.news(how.signal, how.ready));
  }

  /** The same of its store. */
  storeNews(id: string, lab: TrustedLab, how: How): AsyncGenerator<StoreNews, void> {
    return this.#while(id, lab, ({ picture }) => picture.store.news(how.signal, how.ready));
  }

  async *#while<T>(
    id: string,
    lab: TrustedLab,
    news: (looked: Looked) => AsyncGenerator<T, void>,
  ): AsyncGenerator<T, void> {
    const looked = this.#begin(id, lab);
    looked.users += 1;
    clearTimeout(looked.linger);
    try {
      yield* news(looked);
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
    const { sessions, steps, isSecret } = this.#options;
    const picture = new LabPicture(lab, { sessions, steps: () => steps(id), isSecret: () => isSecret(id) });
    const looked: Looked = { picture, key, users: 0, over: new AbortController() };
    this.#looked.set(id, looked);
    void picture.run(looked.over.signal);
    return looked;
  }

  #end(id: string, looked: Looked): void {
    clearTimeout(looked.linger);
    looked.over.abort();
    looked.picture.store.close();
    if (this.#looked.get(id) === looked) this.#looked.delete(id);
  }
}
