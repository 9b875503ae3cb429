import type { Output } from '../io.ts';
import { forLocale } from './paint.ts';
import type { Style } from './style.ts';

/**
 * Lines that stay, and below them, on terminals, a region that is redrawn. While a question is asked the region is
 * gone and lines that come meanwhile wait, so that nothing is written between a question and its answer.
 */
export class Screen {
  readonly #out: Output;
  readonly #style: Pick<Style, 'unicode'>;
  #drawn = 0;
  #region: readonly string[] = [];
  #asking = 0;
  #waiting: string[] = [];

  constructor(out: Output, style: Pick<Style, 'unicode'>) {
    this.#out = out;
    this.#style = style;
  }

  print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    if (this.#asking > 0) this.#waiting = this.#waiting.concat(lines);
    else this.#write(`${this.#erase()}${lines.join('\n')}\n${this.#draw()}`);
  }

  /** The region's lines; each must fit into one line of the terminal, or erasing it would take too little. */
  region(lines: readonly string[]): void {
    this.#region = lines;
    if (this.#asking === 0) this.#write(this.#erase() + this.#draw());
  }

  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#asking === 0) this.#write(this.#erase());
    this.#asking += 1;
    try {
      return await ask();
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) {
        const lines = this.#waiting;
        this.#waiting = [];
        this.print(lines);
        this.region(this.#region);
      }
    }
  }

  #erase(): string {
    const drawn = this.#drawn;
    this.#drawn = 0;
    return drawn === 0 ? '' : `\x1b[${drawn}A\r\x1b[J`;
  }

  #draw(): string {
    this.#drawn = this.#region.length;
    return this.#region.map((line) => `${line}\n`).join('');
  }

  #write(text: string): void {
    if (text !== '') this.#out.write(forLocale(this.#style, text));
  }
}
