import type { Picture } from '../../shared/picture/picture.ts';
import { type Branch, treeOf } from '../../shared/picture/tree.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';

/** The picture of a lab as a tree, each thing a line, and below it what it learned or was told. */
export function pictureLines(picture: Picture, style: Style): string[] {
  const lines = (branch: Branch, indent: string): string[] => {
    const { thing, flow } = branch;
    const text = flow === undefined ? branch.text : `${branch.text} (${flow})`;
    const isFaint = thing.isOthers || thing.state === 'unknown';
    const shown = thing.kind === 'machine' ? paint(style, 'bold', text) : isFaint ? paint(style, 'dim', text) : text;
    return [
      ...(thing.kind === 'machine' ? [''] : []),
      `${indent}${shown}`,
      ...thing.entries.map((entry) => `${indent}  · ${entry}`),
      ...branch.branches.flatMap((one) => lines(one, `${indent}  `)),
    ];
  };
  return treeOf(picture).flatMap((branch) => lines(branch, ''));
}
