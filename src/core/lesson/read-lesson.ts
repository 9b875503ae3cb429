import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { LabError, wordsOf } from '../../shared/errors.ts';
import { lessonFileSchema, type OwnLesson, type OwnPart } from '../../shared/own-lesson/lesson.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { judgeYaml, printable } from '../lab/persons-file.ts';
import { remedyOf } from './fault-remedy.ts';
import { type PartFound, readPart } from './read-part.ts';

/** One thing that is wrong with a lesson, and what to do about it. */
export interface LessonFault {
  /** In the folder. */
  file: string;
  line: number;
  message: Words;
  remedy: Words;
}

export interface ReadLesson {
  /** Absolute path of the folder, without links. */
  folder: string;
  /** Absent where something is wrong. */
  lesson?: OwnLesson;
  faults: LessonFault[];
}

const lessonFile = 'lesson.yaml';
const most = 64 * 1024;
/** More faults than so many in one file are another kind of file. */
const mostFaults = 50;

/**
 * Reads an instructor's lesson: `lesson.yaml` and the parts that it names, no other file, and none outside of the folder. Nothing of it
 * is executed. Throws `not-found` where there is no such folder, `bad-input` where it has no lesson.
 */
export async function readLesson(given: string, signal?: AbortSignal): Promise<ReadLesson> {
  const folder = await folderOf(path.resolve(given));
  const head = await readText(folder, lessonFile, signal);
  if (head === undefined)
    throw new LabError('not-found', texts.ownLesson.noLesson({ folder }), { remedy: texts.ownLesson.noLessonRemedy });
  if (typeof head !== 'string') return { folder, faults: [head] };
  const judged = judgeYaml(head, { schema: lessonFileSchema, notAMapping: texts.ownLesson.notAMapping });
  if ('found' in judged) return { folder, faults: faultsOf(lessonFile, judged.found) };
  const { parts: files, ...about } = judged.value;
  const faults: LessonFault[] = [];
  const parts: OwnPart[] = [];
  for (const [at, file] of files.entries()) {
    const text = await readText(folder, file, signal);
    if (text === undefined) faults.push(missing(head, file, at));
    else if (typeof text !== 'string') faults.push(text);
    else {
      const read = readPart(text);
      if (read.part) parts.push({ ...read.part, id: file.replace(/\.md$/, '') });
      faults.push(...faultsOf(file, read.found));
    }
  }
  return { folder, faults, ...(faults.length === 0 && { lesson: { ...about, parts } }) };
}

async function folderOf(given: string): Promise<string> {
  const folder = await realpath(given).catch(() => undefined);
  if (folder === undefined || !(await stat(folder).catch(() => undefined))?.isDirectory())
    throw new LabError('not-found', texts.ownLesson.noFolder({ folder: printable(given) }), {
      remedy: texts.ownLesson.noFolderRemedy,
    });
  return folder;
}

/** Undefined where there is none; a fault where it is not to be read. */
async function readText(folder: string, file: string, signal?: AbortSignal): Promise<string | LessonFault | undefined> {
  const fault = (message: Words, remedy: Words): LessonFault => ({ file, line: 1, message, remedy });
  const real = await realpath(path.join(folder, file)).catch(() => undefined);
  if (real === undefined) return undefined;
  if (path.dirname(real) !== folder) return fault(texts.ownLesson.leadsOut, texts.ownLesson.leadsOutRemedy);
  try {
    const bytes = await readLocalFile(real, { what: texts.ownLesson.aFile }, { most, ...(signal && { signal }) });
    return bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    if (thrown instanceof LabError && thrown.code === 'too-large')
      return fault(texts.ownLesson.tooLarge, texts.ownLesson.tooLargeRemedy);
    if (thrown instanceof TypeError) return fault(texts.ownLesson.notUtf8, texts.ownLesson.notUtf8Remedy);
    return fault(wordsOf(thrown), texts.ownLesson.notReadRemedy);
  }
}

function missing(head: string, file: string, at: number): LessonFault {
  const line = head.split('\n').findIndex((one) => one.includes(file)) + 1;
  const { noPart, noPartRemedy } = texts.ownLesson;
  return { file: lessonFile, line: line || at + 1, message: noPart({ part: file }), remedy: noPartRemedy };
}

const faultsOf = (file: string, found: readonly PartFound[]): LessonFault[] =>
  found
    .toSorted((one, other) => (one.line ?? 1) - (other.line ?? 1))
    .slice(0, mostFaults)
    .map(({ message, line = 1, field, remedy }) => ({
      ...{ file, line, remedy: remedy ?? remedyOf(field) },
      message: field ? texts.ownLesson.atField({ field: printable(field), message }) : message,
    }));
