import { texts, type Words } from '../texts/text.ts';
import { unsafe } from './fields.ts';
import { wrongPlaceholders } from './placeholders.ts';

export interface TextFault {
  /** From 0. */
  line: number;
  message: Words;
  remedy: Words;
}

/** More signs in one line, more lines without an empty one, or more levels are nothing that one reads. */
const longestLine = 2000;
const longestParagraph = 8000;
const deepest = 6;

/**
 * What of a part's Markdown is not shown as it is meant, or not at all: HTML, images, links, characters that are not seen. Looks at
 * each line a few times; code stays code.
 */
export function markdownFaults(text: string): TextFault[] {
  const faults: TextFault[] = [];
  let fence = '';
  let begun = 0;
  let paragraph = 0;
  for (const [line, written] of text.split('\n').entries()) {
    const add = (message: Words, remedy: Words) => faults.push({ line, message, remedy });
    const words = texts.ownLesson;
    // A tab in code is one.
    if (unsafe.test(written.replaceAll('\t', ''))) add(words.unseen, words.unseenRemedy);
    paragraph = written.trim() === '' ? 0 : paragraph + written.length;
    if (
      written.length > longestLine ||
      (paragraph > longestParagraph && paragraph - written.length <= longestParagraph)
    )
      add(words.tooLong, words.tooLongRemedy);
    if (written.length > longestLine) continue;
    if (levelsOf(written) > deepest) add(words.tooDeep({ most: deepest }), words.tooDeepRemedy);
    const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(written) ?? [];
    if (mark && (fence === '' || (mark.startsWith(fence) && written.trim() === mark))) {
      begun = line;
      fence = fence === '' ? mark : '';
      continue;
    }
    for (const inside of wrongPlaceholders(written)) add(words.noPlaceholder({ inside }), words.noPlaceholderRemedy);
    if (fence !== '') continue;
    const prose = withoutCode(written);
    if (/<[a-z!/?]/i.test(prose)) add(words.html, words.htmlRemedy);
    if (prose.includes('![')) add(words.image, words.imageRemedy);
    else if (/\]\(|\]\[|^ {0,3}\[[^\]]{1,200}\]:/.test(prose)) add(words.link, words.linkRemedy);
  }
  if (fence !== '')
    faults.push({ line: begun, message: texts.ownLesson.openFence, remedy: texts.ownLesson.openFenceRemedy });
  return faults;
}

/** Signs of quotes and lists at the beginning of a line, by which Markdown nests. */
function levelsOf(line: string): number {
  const spaces = line.length - line.trimStart().length;
  const [, signs = ''] = /^((?:>|[-*+] |\d{1,9}[.)] | )*)/.exec(line.trimStart()) ?? [];
  return [...signs.replaceAll(/\d+/g, '').replaceAll(' ', '').replaceAll(')', '.')].length + Math.floor(spaces / 4);
}

/** Without what stands between backticks. */
function withoutCode(line: string): string {
  return line.split(/(`+)/).reduce<{ kept: string; open: string }>(
    ({ kept, open }, piece) => {
      if (piece.startsWith('`')) return { kept, open: open === '' ? piece : open === piece ? '' : open };
      return { kept: open === '' ? kept + piece : kept, open };
    },
    { kept: '', open: '' },
  ).kept;
}
