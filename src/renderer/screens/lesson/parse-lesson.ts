/** A line worth a look in an output: which one, and why. */
export interface Mark {
  /** Found where this regular expression matches. */
  pattern: RegExp;
  note: string;
}

export interface LookInside {
  command: string;
  note: string;
}

/** One of the answers to choose from. */
export interface Choice {
  text: string;
  right: boolean;
  /** Why it is wrong; the right one is explained by the lesson's answer. */
  note?: string;
}

export interface LessonText {
  title: string;
  goal: string;
  question: string;
  answer: string;
  choices: Choice[];
  /** Markdown. */
  why: string;
  /** Markdown: where the tutorial errs or has aged. */
  aged?: string;
  marks: Mark[];
  /** Commands that only look, for the curious. */
  inside: LookInside[];
}

/** A lesson's file: front matter, then `why`, then sections that the app knows by their heading. */
export function parseLesson(file: string): LessonText {
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(file.replaceAll('\r\n', '\n')) ?? [];
  const fields = new Map(
    head.split('\n').flatMap((line): [string, string][] => {
      const [, key, value] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
      return key && value ? [[key, value]] : [];
    }),
  );
  const [why = '', ...rest] = body.split(/^## /m);
  const sections = new Map(
    rest.map((section): [string, string] => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end + 1).trim()];
    }),
  );
  const field = (name: string) => fields.get(name) ?? '';
  return {
    title: field('title'),
    goal: field('goal'),
    question: field('question'),
    answer: field('answer'),
    choices: choices(sections.get('Choices')),
    why: why.trim(),
    aged: sections.get('Then and now'),
    marks: items(sections.get('Lines that matter')).map(([code, note]) => ({ pattern: new RegExp(code), note })),
    inside: items(sections.get('Look inside')).map(([command, note]) => ({ command, note })),
  };
}

/** `- [x] right` and `- [ ] wrong`, each with what is said of it on the next line. */
function choices(section = ''): Choice[] {
  return section.split(/^- /m).flatMap((item): Choice[] => {
    const [, mark, text, note] = /^\[([ x])\] ([^\n]+)\n?\s*([\s\S]*)$/.exec(item.trim()) ?? [];
    if (!mark || !text) return [];
    return [{ text, right: mark === 'x', ...(note && { note: note.replace(/\s+/g, ' ').trim() }) }];
  });
}

/** ``- `code`: note`` in lists. */
export function items(section = ''): [string, string][] {
  return section.split(/^- /m).flatMap((item): [string, string][] => {
    const [, code, note] = /^`([^`]+)`:\s*([\s\S]+)$/.exec(item.trim()) ?? [];
    return code && note ? [[code, note.replace(/\s+/g, ' ').trim()]] : [];
  });
}
