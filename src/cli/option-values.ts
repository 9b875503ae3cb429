import { Reason } from '../shared/errors.ts';
import type { StepId } from '../shared/run/steps.ts';
import { texts } from '../shared/texts/text.ts';
import { stepIds } from '../shared/tracks/tracks.ts';

/** Parsers of option values. Each says what would be right; the command (command.ts) names the option, and that is a usage error. */

export function parseStep(text: string): StepId {
  const found = stepIds.find((id) => id === text);
  if (!found) throw new Reason(texts.cli.unknownStep({ step: shown(text), steps: stepIds }));
  return found;
}

export function parseSteps(text: string, before?: StepId[]): StepId[] {
  const steps = text.split(',').map((part) => parseStep(part.trim()));
  return [...new Set([...(before ?? []), ...steps])];
}

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `10m` or `2h`, of a day at most; in milliseconds. */
export function parseTime(text: string): number {
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const ms = Number(count) * (unit ? unitMs[unit as keyof typeof unitMs] : Number.NaN);
  if (!(ms > 0 && ms <= 24 * unitMs.h)) throw new Reason(texts.cli.giveTime);
  return ms;
}

export function parseWhole(from: number, to: number) {
  return (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= from && value <= to)) throw new Reason(texts.cli.giveNumber({ from, to }));
    return value;
  };
}

const directions = ['forward', 'reverse'] as const;
export type Direction = (typeof directions)[number];

export function parseDirection(text: string): Direction {
  const found = directions.find((way) => way === text);
  if (!found) throw new Reason(texts.cli.giveOneOf({ choices: directions }));
  return found;
}

/** A reference as Docker writes it; a leading '-' would become an option of docker on the node. */
export function parseImage(text: string): string {
  if (!/^[a-z0-9][A-Za-z0-9._:/@-]{0,254}$/.test(text)) throw new Reason(texts.cli.giveImage);
  return text;
}

export function parseSha256(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Reason(texts.cli.giveDigits);
  return text.toLowerCase();
}

/** A path on this machine, or an https URL: over http anyone on the way could swap both archive and page. */
export function parseSource(text: string): string {
  if (text === '' || /[\0\r\n]/.test(text)) throw new Reason(texts.cli.givePathOrUrl);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !/^https:\/\/[^/\s]+\//i.test(text))
    throw new Reason(texts.cli.givePathOrUrl);
  return text;
}

export function parseFile(text: string): string {
  if (text === '' || /[\0\r\n]/.test(text)) throw new Reason(texts.cli.givePath);
  return text;
}

export function parseName(text: string): string {
  if (!/^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$/.test(text)) throw new Reason(texts.cli.practiceNameRule);
  return text;
}

export function parseNode(text: string): string {
  if (!/^node[1-9]\d?$/.test(text)) throw new Reason(texts.cli.practiceNodeRule);
  return text;
}

export function parseNodes(text: string, before?: string[]): string[] {
  return [...new Set([...(before ?? []), parseNode(text)])];
}

function shown(text: string): string {
  const safe = text.replace(/[^\x20-\x7e]/g, '?');
  return safe.length > 40 ? `${safe.slice(0, 40)}…` : safe;
}
