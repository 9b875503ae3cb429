/** A table as text: terminal, HTML and Markdown draw the same cells, each in its own way. */
export interface Table {
  caption: string;
  head: string[];
  rows: string[][];
  /** Columns of figures, aligned to the right. */
  figures?: number[];
  /** The last rows are not this lab's but the tutorial's. */
  tutorialRows?: number;
}
