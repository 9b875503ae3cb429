import { z } from 'zod';
import { resetDepthSchema } from '../../shared/wire/reset-depth.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

/** Resets that wait for nodes, by the lab's id, as they are kept over a restart of the app. */
const waitingSchema = z.record(
  z.string(),
  z.object({ nodes: z.array(z.string()).max(1_000), depth: resetDepthSchema.exclude(['pristine']).optional() }),
);
export type KeptWaiting = z.infer<typeof waitingSchema>;

/** Nobody is harmed where it is lost: whoever resets the lab again is told of the same nodes. */
export class WaitingFile {
  readonly #file: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Nothing where there is none, or somebody broke it. */
  async read(): Promise<KeptWaiting> {
    return (await readJson(this.#file, waitingSchema).catch(() => undefined)) ?? {};
  }

  /** One after another: the last one stays. Resolves when it is written, or could not be. */
  save(waiting: KeptWaiting): Promise<unknown> {
    const text = `${JSON.stringify(waiting, null, 2)}\n`;
    this.#writing = this.#writing.then(() => writePrivate(this.#file, text).catch(() => undefined));
    return this.#writing;
  }
}
